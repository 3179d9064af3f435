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
}

/// <summary>
/// Every allowed move; all others are refused over HTTP, and ignored when heard: they are late. SocialWork's events
/// come in any order, so that a later one skips what has not been heard yet; nothing ever moves backward.
/// </summary>
public static class WhistleMoves
{
    public static readonly FrozenDictionary<(WhistleState From, WhistleMove Move), WhistleState> Allowed =
        new Dictionary<(WhistleState, WhistleMove), WhistleState>
        {
            [(WhistleState.Raised, WhistleMove.Blow)] = WhistleState.Blown,
            [(WhistleState.Blown, WhistleMove.Form)] = WhistleState.Linked,
            [(WhistleState.Blown, WhistleMove.Start)] = WhistleState.InService,
            [(WhistleState.Linked, WhistleMove.Start)] = WhistleState.InService,
            [(WhistleState.Blown, WhistleMove.Serve)] = WhistleState.Served,
            [(WhistleState.Linked, WhistleMove.Serve)] = WhistleState.Served,
            [(WhistleState.InService, WhistleMove.Serve)] = WhistleState.Served,
            [(WhistleState.Blown, WhistleMove.Escalate)] = WhistleState.Escalated,
            [(WhistleState.Linked, WhistleMove.Escalate)] = WhistleState.Escalated,
            [(WhistleState.InService, WhistleMove.Escalate)] = WhistleState.Escalated,
            [(WhistleState.Served, WhistleMove.Answer)] = WhistleState.Closed,
            [(WhistleState.Served, WhistleMove.FallSilent)] = WhistleState.Closed,
        }.ToFrozenDictionary();
}

/// <summary>A move as it is remembered.</summary>
/// <param name="State">What the whistle became.</param>
/// <param name="At">When.</param>
/// <param name="By">The client, <c>linkage</c> or <c>clock</c>.</param>
/// <param name="Why">The reason, where one was given.</param>
public sealed record WhistleStep(WhistleState State, DateTimeOffset At, string By, string? Why = null);
