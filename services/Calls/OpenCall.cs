using FiveSocieties.Events;

namespace FiveSocieties.Calls;

/// <summary>A line of a blown whistle that this society's people could serve: no place, no resident.</summary>
public sealed class OpenCall
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Community { get; init; }

    public required Guid WhistleId { get; init; }

    public required int Round { get; init; }

    public required Guid LineId { get; init; }

    public required Guid MicroGridId { get; init; }

    public required Urgency Urgency { get; init; }

    public required string Skill { get; init; }

    public required int LeastLevel { get; init; }

    public required IReadOnlyList<Slot> Slots { get; init; }

    public required DateTimeOffset RespondBy { get; init; }
}

/// <summary>How a whistle's round was closed; it stays, so that what arrives late knows it.</summary>
public sealed class Closing
{
    /// <summary>
    /// What minutes of service are worth once their round is closed: in full when the resident said that it helped,
    /// even in part; half, rounded down, when nobody answered; nothing when it ended otherwise.
    /// </summary>
    public static long Worth(ClosingCode code, int minutes, int minutesPerPoint)
    {
        var full = minutes / minutesPerPoint;
        return code switch
        {
            ClosingCode.Solved or ClosingCode.Partly => full,
            ClosingCode.Silence => full / 2,
            _ => 0,
        };
    }

    public required Guid WhistleId { get; init; }

    public required int Round { get; init; }

    public required ClosingCode Code { get; init; }
}

/// <summary>Somebody saw an open call and offered (自荐).</summary>
public sealed class Offer : Messaging.IAggregate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Community { get; init; }

    public long Version { get; set; }

    public required Guid HelperId { get; init; }

    public required Guid LineId { get; init; }

    public required int Round { get; init; }

    public required DateTimeOffset At { get; init; }
}
