using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;

namespace FiveSocieties.PartyBranches;

/// <summary>
/// What one engagement adds to a member's score: a figure of the branch alone, never convertible to points, told to
/// nobody. Entered once for each engagement and rule, and never changed.
/// </summary>
public sealed class ScoreEntry
{
    /// <summary>The rule: one for each six minutes of a closed round, half of it when nobody answered.</summary>
    public const string ServiceMinutes = "service-minutes";

    private const int MinutesPerPoint = 6;

    private ScoreEntry()
    {
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid MemberId { get; private init; }

    public Guid EngagementId { get; private init; }

    public Guid WhistleId { get; private init; }

    public string Rule { get; private init; } = "";

    public long Score { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>What a finished engagement earns in a round that was closed like this, if anything.</summary>
    public static ScoreEntry? Of(Engagement finished, ClosingCode code, DateTimeOffset now)
    {
        var score = Closing.Worth(code, finished.Minutes!.Value, MinutesPerPoint);
        return score == 0 ? null : new()
        {
            MemberId = finished.HelperId,
            EngagementId = finished.Id,
            WhistleId = finished.WhistleId,
            Rule = ServiceMinutes,
            Score = score,
            At = now,
        };
    }
}
