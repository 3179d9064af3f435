namespace FiveSocieties.Insights.EventLog;

/// <summary>One event as it was told, with its envelope. Written once, never changed.</summary>
public sealed class LoggedEvent
{
    /// <summary>The message id: what is told twice is logged once.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the record in contracts/Events, for example <c>WhistleBlown</c>.</summary>
    public required string Type { get; init; }

    /// <summary>By the clock of the service that told it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>12-digit code of the community it was told for.</summary>
    public required string Community { get; init; }

    /// <summary>Version of the aggregate that told it.</summary>
    public required long Version { get; init; }

    /// <summary>The whistle that it belongs to, if it belongs to one.</summary>
    public Guid? WhistleId { get; init; }

    /// <summary>The event itself, JSON as on the wire.</summary>
    public required string Body { get; init; }
}
