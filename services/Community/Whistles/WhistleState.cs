using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace FiveSocieties.Community.Whistles;

/// <summary>Where a whistle stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WhistleState>))]
public enum WhistleState
{
    /// <summary>Somebody told the community; it waits for triage.</summary>
    Raised,

    /// <summary>All societies have been called (吹哨); a linkage is sought.</summary>
    Blown,

    /// <summary>Enough helpers have accepted.</summary>
    Linked,

    /// <summary>The first helper has begun.</summary>
    InService,

    /// <summary>The help has been given; the resident is asked.</summary>
    Served,

    /// <summary>It ended, by a word or by silence.</summary>
    Closed,

    /// <summary>It is with the sub-district (街道).</summary>
    Escalated,

    /// <summary>It cannot be solved now (挂账): the reason is public, and a day of review is set.</summary>
    Deferred,

    /// <summary>The same need was told before; the other whistle goes on.</summary>
    Duplicate,

    /// <summary>Another body is answerable, and named.</summary>
    NotOurs,

    /// <summary>Whoever raised it needs nothing any more; counts as closed (NoLongerNeeded).</summary>
    Withdrawn,
}

/// <summary>What can happen to a whistle.</summary>
public enum WhistleMove
{
    Blow,
    Form,
    Start,
    Serve,
    Answer,
    FallSilent,
    Escalate,
    MarkDuplicate,
    Disown,
    Withdraw,
    Defer,
    GiveUp,

    /// <summary>Not solved: another round.</summary>
    Reopen,

    /// <summary>Not solved once too often: the sub-district decides.</summary>
    ReopenAbove,
    Pause,
    Resume,
}

/// <summary>
/// Every allowed move; all others are refused over HTTP, and ignored when heard: they are late. SocialWork's events
/// come in any order, so that a later one skips what has not been heard yet.
/// </summary>
public static class WhistleMoves
{
    public static readonly FrozenDictionary<(WhistleState From, WhistleMove Move), WhistleState> Allowed =
        new Dictionary<(WhistleState, WhistleMove), WhistleState>
        {
            [(WhistleState.Raised, WhistleMove.Blow)] = WhistleState.Blown,
            [(WhistleState.Raised, WhistleMove.MarkDuplicate)] = WhistleState.Duplicate,
            [(WhistleState.Raised, WhistleMove.Disown)] = WhistleState.NotOurs,
            [(WhistleState.Blown, WhistleMove.Form)] = WhistleState.Linked,
            [(WhistleState.Blown, WhistleMove.Start)] = WhistleState.InService,
            [(WhistleState.Linked, WhistleMove.Start)] = WhistleState.InService,
            [(WhistleState.Blown, WhistleMove.Serve)] = WhistleState.Served,
            [(WhistleState.Linked, WhistleMove.Serve)] = WhistleState.Served,
            [(WhistleState.InService, WhistleMove.Serve)] = WhistleState.Served,
            [(WhistleState.Blown, WhistleMove.Pause)] = WhistleState.Blown,
            [(WhistleState.Linked, WhistleMove.Pause)] = WhistleState.Linked,
            [(WhistleState.InService, WhistleMove.Pause)] = WhistleState.InService,
            [(WhistleState.Blown, WhistleMove.Resume)] = WhistleState.Blown,
            [(WhistleState.Linked, WhistleMove.Resume)] = WhistleState.Linked,
            [(WhistleState.InService, WhistleMove.Resume)] = WhistleState.InService,
            [(WhistleState.Blown, WhistleMove.Escalate)] = WhistleState.Escalated,
            [(WhistleState.Linked, WhistleMove.Escalate)] = WhistleState.Escalated,
            [(WhistleState.InService, WhistleMove.Escalate)] = WhistleState.Escalated,
            [(WhistleState.Escalated, WhistleMove.Blow)] = WhistleState.Blown,
            [(WhistleState.Escalated, WhistleMove.Disown)] = WhistleState.NotOurs,
            [(WhistleState.Escalated, WhistleMove.Defer)] = WhistleState.Deferred,
            [(WhistleState.Deferred, WhistleMove.Blow)] = WhistleState.Blown,
            [(WhistleState.Deferred, WhistleMove.GiveUp)] = WhistleState.Closed,
            [(WhistleState.Served, WhistleMove.Answer)] = WhistleState.Closed,
            [(WhistleState.Served, WhistleMove.FallSilent)] = WhistleState.Closed,
            [(WhistleState.Served, WhistleMove.Reopen)] = WhistleState.Blown,
            [(WhistleState.Served, WhistleMove.ReopenAbove)] = WhistleState.Escalated,
            [(WhistleState.Closed, WhistleMove.Reopen)] = WhistleState.Blown,
            [(WhistleState.Closed, WhistleMove.ReopenAbove)] = WhistleState.Escalated,
            [(WhistleState.Raised, WhistleMove.Withdraw)] = WhistleState.Withdrawn,
            [(WhistleState.Blown, WhistleMove.Withdraw)] = WhistleState.Withdrawn,
            [(WhistleState.Linked, WhistleMove.Withdraw)] = WhistleState.Withdrawn,
            [(WhistleState.InService, WhistleMove.Withdraw)] = WhistleState.Withdrawn,
            [(WhistleState.Served, WhistleMove.Withdraw)] = WhistleState.Withdrawn,
            [(WhistleState.Escalated, WhistleMove.Withdraw)] = WhistleState.Withdrawn,
            [(WhistleState.Deferred, WhistleMove.Withdraw)] = WhistleState.Withdrawn,
        }.ToFrozenDictionary();

    /// <summary>The states in which nothing moves any more.</summary>
    public static readonly FrozenSet<WhistleState> Over =
        [WhistleState.Closed, WhistleState.Duplicate, WhistleState.NotOurs, WhistleState.Withdrawn];
}

/// <summary>A move as it is remembered.</summary>
/// <param name="State">What the whistle became.</param>
/// <param name="At">When.</param>
/// <param name="By">The client, <c>linkage</c> or <c>clock</c>.</param>
/// <param name="Why">The reason, where one was given.</param>
/// <param name="Proxy">Whose word staff recorded.</param>
public sealed record WhistleStep(
    WhistleState State, DateTimeOffset At, string By, string? Why = null, Proxy? Proxy = null);

/// <summary>The resident's answer as staff recorded it (代答).</summary>
/// <param name="WordOf">Whose word it is, a code: <c>resident</c>, <c>family</c>, <c>neighbour</c> …</param>
/// <param name="Why">Why they did not say it themselves, a code: <c>no-phone</c>, <c>in-hospital</c> …</param>
public sealed record Proxy(string WordOf, string Why);

/// <summary>The clocks stand still.</summary>
/// <param name="Reason">A code.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">When they run again at the latest.</param>
public sealed record WhistlePause(string Reason, DateTimeOffset From, DateTimeOffset Until);

/// <summary>Why it cannot be solved now, for everybody to read.</summary>
/// <param name="Reason">A code.</param>
/// <param name="PublicReason">The same in words.</param>
/// <param name="ReviewAt">When it is looked at again.</param>
public sealed record Deferral(string Reason, string PublicReason, DateTimeOffset ReviewAt);
