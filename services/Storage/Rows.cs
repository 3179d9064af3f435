using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Storage;

/// <summary>A message that is told but not yet safe with the bus. It is written by the save of the change it tells of
/// and deleted once it is safe: what is left in the table is work, nothing has to be swept up afterwards.</summary>
[PrimaryKey(nameof(Sequence)), Index(nameof(Id), IsUnique = true)]
public sealed class OutboxRow
{
    /// <summary>The advisory lock (PostgreSQL) that each relay shares while rows it has taken are on their way. Who holds it
    /// alone keeps all relays of the database still; it ends with the connection of whoever holds it.</summary>
    public const long TellLock = 0x54454c4c;

    public long Sequence { get; init; }

    /// <summary>The message id; what the inbox of each hearer goes by.</summary>
    public required Guid Id { get; init; }

    /// <summary>Full name and assembly of the record.</summary>
    public required string Type { get; init; }

    public string Body { get; set; } = "";

    /// <summary>W3C trace context of whoever told it.</summary>
    public string? TraceParent { get; init; }

    public required string Community { get; init; }

    /// <summary>Version of the aggregate that told it, as saved together with this row.</summary>
    public long Version { get; set; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Not published before; moved on when the row backs off after a failure of its own.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public Guid? LeaseOwner { get; set; }

    /// <summary>Failures that were this row's own fault; a bus that is away is none.</summary>
    public int Attempts { get; init; }

    public string? LastError { get; init; }

    /// <summary>Given up on: stays for the operator, holds up nobody.</summary>
    public DateTimeOffset? ParkedAt { get; init; }
}

/// <summary>A message that a consumer has dealt with, committed together with the effect.</summary>
[PrimaryKey(nameof(MessageId), nameof(Consumer)), Index(nameof(ReceivedAt))]
public sealed class InboxRow
{
    public required Guid MessageId { get; init; }

    /// <summary>Module and class, such as <c>community/OnLinkageFormed</c>: stands when a class moves.</summary>
    public required string Consumer { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>A delivery that a consumer could not deal with on the in-memory bus, which has no error queue that would
/// outlive the process. With it the message is safe for all others.</summary>
[PrimaryKey(nameof(MessageId), nameof(Consumer))]
public sealed class ParkedDelivery
{
    public required Guid MessageId { get; init; }

    public required string Consumer { get; init; }

    public required string Type { get; init; }

    public required string Body { get; init; }

    /// <summary>As the envelope said; with the next two it lets the delivery be made again.</summary>
    public required string Community { get; init; }

    /// <summary>Of the aggregate that told it.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Type of the exception; never its text, which may hold personal data.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What an operator did by hand to something in this database: written in the transaction of the act, kept for
/// ever.</summary>
public sealed class OperatorAct
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required DateTimeOffset At { get; init; }

    public required string Who { get; init; }

    public required string Why { get; init; }

    /// <summary>Such as <c>replay</c>.</summary>
    public required string Act { get; init; }

    /// <summary>What it was done to, by its id.</summary>
    public required string Subject { get; init; }
}
