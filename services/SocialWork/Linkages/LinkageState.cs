using System.Collections.Frozen;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Where a linkage stands.</summary>
public enum LinkageState
{
    Open,
    Inviting,
    Formed,
    InService,
    Served,
    FellShort,

    /// <summary>The whistle was withdrawn, deferred, given up or is not ours: who had not begun is thanked.</summary>
    Withdrawn,
}

/// <summary>What can happen to a linkage.</summary>
public enum LinkageMove
{
    Invite,
    Form,
    Start,
    Serve,
    FallShort,
    Withdraw,
}

/// <summary>The table of moves of a linkage.</summary>
public static class LinkageMoves
{
    /// <summary>Every allowed move; all others are refused.</summary>
    public static readonly FrozenDictionary<(LinkageState From, LinkageMove Move), LinkageState> Table =
        new Dictionary<(LinkageState, LinkageMove), LinkageState>
        {
            [(LinkageState.Open, LinkageMove.Invite)] = LinkageState.Inviting,
            [(LinkageState.Inviting, LinkageMove.Form)] = LinkageState.Formed,
            [(LinkageState.Formed, LinkageMove.Start)] = LinkageState.InService,
            [(LinkageState.InService, LinkageMove.Serve)] = LinkageState.Served,
            [(LinkageState.Open, LinkageMove.FallShort)] = LinkageState.FellShort,
            [(LinkageState.Inviting, LinkageMove.FallShort)] = LinkageState.FellShort,
            [(LinkageState.Formed, LinkageMove.FallShort)] = LinkageState.FellShort,
            [(LinkageState.InService, LinkageMove.FallShort)] = LinkageState.FellShort,
            [(LinkageState.Open, LinkageMove.Withdraw)] = LinkageState.Withdrawn,
            [(LinkageState.Inviting, LinkageMove.Withdraw)] = LinkageState.Withdrawn,
            [(LinkageState.Formed, LinkageMove.Withdraw)] = LinkageState.Withdrawn,
            [(LinkageState.InService, LinkageMove.Withdraw)] = LinkageState.Withdrawn,
            [(LinkageState.FellShort, LinkageMove.Withdraw)] = LinkageState.Withdrawn,
        }.ToFrozenDictionary();
}
