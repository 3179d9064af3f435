using FiveSocieties.Events;
using FiveSocieties.Messaging;

namespace FiveSocieties.ResidentUnits;

/// <summary>
/// Who served in one round of a whistle, and how the round was closed. Both come as events, in any order and perhaps at
/// the same moment: they meet in the version of this row, so the second always sees the first.
/// </summary>
public sealed class ServedRound : IAggregate
{
    /// <inheritdoc/>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <inheritdoc/>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    public required Guid WhistleId { get; init; }

    public required int Round { get; init; }

    /// <summary>How it was closed; nothing while it is not.</summary>
    public ClosingCode? Code { get; private set; }

    public List<Contribution> Contributions { get; private set; } = [];

    /// <summary>A reopening reverses nothing: what is closed stays closed with its first code.</summary>
    public void Close(ClosingCode code) => Code ??= code;

    /// <summary>Remembers minutes of one engagement, once.</summary>
    public void Remember(EngagementFinished finished)
    {
        if (Contributions.TrueForAll(known => known.EngagementId != finished.InvitationId))
            Contributions.Add(new()
            {
                EngagementId = finished.InvitationId,
                ServedRoundId = Id,
                Society = finished.Society,
                HelperId = finished.ResourceId,
                Minutes = finished.Minutes,
            });
    }
}

/// <summary>Minutes that one helper served in a round.</summary>
public sealed class Contribution
{
    public required Guid EngagementId { get; init; }

    public required Guid ServedRoundId { get; init; }

    public required Society Society { get; init; }

    public required Guid HelperId { get; init; }

    public required int Minutes { get; init; }

    /// <summary>
    /// Volunteers and unit people earn points. Party members have a score of their own, never convertible; for social
    /// workers serving is their work.
    /// </summary>
    public bool EarnsPoints => Society is Society.Volunteers or Society.ResidentUnits;
}
