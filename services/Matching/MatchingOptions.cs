using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Matching;

/// <summary>Section <c>Matching</c>.</summary>
public sealed class MatchingOptions
{
    public const string Section = "Matching";

    public const string Unsound = "Matching: each duration must be positive, at most a day.";

    /// <summary>How often each pool is listed anew, in case a change was missed.</summary>
    public TimeSpan RelistEvery { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Changes that come within this time are read together.</summary>
    public TimeSpan Gather { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>First pause after a pool could not be reached; doubled each time.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Most that a pool may take to list everything.</summary>
    public TimeSpan ListLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Most that the solution of a round may take; a caller's deadline may shorten it.</summary>
    public TimeSpan RoundLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What a round may take when its caller sets no limit.</summary>
    public Budget Budget => new((long)RoundLimit.TotalMilliseconds);

    internal bool IsSound => new[] { RelistEvery, Gather, Pause, LongestPause, ListLimit, RoundLimit }
        .All(duration => duration > TimeSpan.Zero && duration <= TimeSpan.FromDays(1));
}
