using System.Collections.Frozen;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Engagements;

/// <summary>What may happen to an engagement, and when.</summary>
public sealed partial class Engagement
{
    /// <summary>
    /// Every allowed move; all others are refused. People start and finish, things are delivered: see
    /// <see cref="Allows"/>.
    /// </summary>
    public static readonly FrozenDictionary<(EngagementState From, EngagementMove Move), EngagementState> Moves =
        new Dictionary<(EngagementState, EngagementMove), EngagementState>
        {
            [(EngagementState.Asked, EngagementMove.Accept)] = EngagementState.Accepted,
            [(EngagementState.Asked, EngagementMove.Decline)] = EngagementState.Declined,
            [(EngagementState.Asked, EngagementMove.Expire)] = EngagementState.Expired,
            [(EngagementState.Asked, EngagementMove.Withdraw)] = EngagementState.Withdrawn,
            [(EngagementState.Accepted, EngagementMove.Withdraw)] = EngagementState.Withdrawn,
            [(EngagementState.Accepted, EngagementMove.Start)] = EngagementState.Started,
            [(EngagementState.Accepted, EngagementMove.Miss)] = EngagementState.Missed,
            [(EngagementState.Accepted, EngagementMove.Deliver)] = EngagementState.Delivered,
            [(EngagementState.Started, EngagementMove.Finish)] = EngagementState.Finished,
        }.ToFrozenDictionary();

    public bool Allows(EngagementMove move) => Moves.ContainsKey((State, move)) && move switch
    {
        EngagementMove.Start or EngagementMove.Finish => Kind == NeedKind.People,
        EngagementMove.Deliver => Kind != NeedKind.People,
        _ => true,
    };

    private void Move(EngagementMove move)
    {
        Require(move);
        State = Moves[(State, move)];
    }

    private void Require(EngagementMove move)
    {
        if (!Allows(move))
            throw new BrokenRule(IllegalMove);
    }
}
