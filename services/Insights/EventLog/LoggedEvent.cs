using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Messaging;

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

    /// <summary>Round of the whistle, as the event says. This and what follows is copied out of the body when the row
    /// is written, so that indicators need not read bodies.</summary>
    public int? Round { get; init; }

    /// <summary>The code to count by: the class of a need, how a whistle was closed.</summary>
    public string? Code { get; init; }

    /// <summary>How pressing the need is.</summary>
    public Urgency? Urgency { get; init; }

    /// <summary>The number to sum: minutes, points, societies.</summary>
    public long? Amount { get; init; }

    /// <summary>When a linkage should be formed.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Where the need is.</summary>
    public Guid? MicroGridId { get; init; }

    /// <summary>The invitation that was sent or answered.</summary>
    public Guid? InvitationId { get; init; }

    /// <summary>The row of an event: nothing in it comes from anywhere but the message and its envelope.</summary>
    public static LoggedEvent Of(Guid id, object told, DateTimeOffset at, string community, long version) => new()
    {
        Id = id,
        Type = told.GetType().Name,
        OccurredAt = at,
        Community = community,
        Version = version,
        WhistleId = (Guid?)Field(told, nameof(WhistleId)),
        Body = JsonSerializer.Serialize(told, told.GetType(), Wire.Json),
        Round = (int?)Field(told, nameof(Round)),
        Code = CodeOf(told),
        Urgency = (Urgency?)Field(told, nameof(Urgency)),
        Amount = AmountOf(told),
        Due = (told as WhistleBlown)?.RespondBy ?? (told as WhistleResumed)?.RespondBy,
        MicroGridId = (Guid?)Field(told, nameof(MicroGridId)),
        InvitationId = (Guid?)Field(told, nameof(InvitationId)),
    };

    private static string? CodeOf(object told) => told switch
    {
        WhistleRaised x => x.Class,
        WhistleClosed x => $"{x.Code}",
        _ => null,
    };

    private static long? AmountOf(object told) => told switch
    {
        LinkageFormed x => x.Societies.Count,
        EngagementFinished x => x.Minutes,
        PointsCredited x => x.Amount,
        _ => null,
    };

    private static object? Field(object told, string name) => told.GetType().GetProperty(name)?.GetValue(told);
}
