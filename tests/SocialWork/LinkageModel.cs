using CsCheck;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.SocialWork.Linkages;

namespace FiveSocieties.Tests.SocialWork;

/// <summary>
/// A linkage and the owners whom it asks, under random moves, legal and illegal; what they tell each other is told
/// twice, late and out of order. What life allows is written down a second time here; a failure names its seed.
/// </summary>
public sealed class LinkageModel
{
    private static readonly Gen<(Act Act, int Minutes, int Which)> Happenings = Gen.Select(
            Gen.Frequency(
                (8, Gen.Const(Act.Ask)), (12, Gen.Const(Act.Hear)), (3, Gen.Const(Act.HearAgain)), (6, Gen.Const(Act.Accept)),
                (5, Gen.Const(Act.Start)), (5, Gen.Const(Act.Finish)), (12, Gen.Int[0, 16].Select(x => (Act)x))),
            Gen.Frequency((8, Gen.Int[0, 9]), (1, Gen.Int[0, 90]), (1, Gen.Int[0, 600])),
            Gen.Int[0, 999])
        .Select((act, minutes, which) => (act, minutes, which));

    private static readonly Gen<(Urgency, (Act, int, int)[])> Stories =
        Gen.Select(Gen.Int[0, 3].Select(x => (Urgency)x), Happenings.Array[1, 90]);

    internal enum Act
    {
        Ask,
        Hear,
        HearAgain,
        Offer,
        Accept,
        Decline,
        Start,
        Finish,
        LetTimePass,
        TakeBack,
        Look,
        Pause,
        Resume,
        Close,
        HandUp,
        Release,
        BlowAgain,
    }

    [Fact]
    public void Whatever_happens_it_stays_in_the_ways_of_life_and_both_sides_agree_in_the_end() =>
        Stories.Sample((urgency, story) => Play(urgency, story), iter: 4000);

    [Fact]
    public void Every_state_is_reached_by_it()
    {
        HashSet<LinkageState> linkages = [];
        HashSet<InvitationState> invitations = [];
        HashSet<EngagementState> engagements = [];
        HashSet<int> rounds = [];
        Stories.Sample(
            (urgency, story) =>
            {
                var town = Play(urgency, story);
                linkages.UnionWith(town.Seen);
                invitations.UnionWith(town.Rounds.SelectMany(x => x.Invitations).Select(x => x.State));
                engagements.UnionWith(town.Owners.Select(x => x.State));
                rounds.Add(town.Rounds.Count);
            },
            iter: 2000, threads: 1);

        Assert.Equal(Enum.GetValues<LinkageState>(), linkages.Order());
        Assert.Equal(Enum.GetValues<InvitationState>(), invitations.Order());
        Assert.Equal(Enum.GetValues<EngagementState>().Except([EngagementState.Delivered]), engagements.Order());
        Assert.Equal([1, 2, 3], rounds.Order());
    }

    private static LinkageTown Play(Urgency urgency, (Act, int, int)[] story)
    {
        var town = new LinkageTown(urgency);
        foreach (var (act, minutes, which) in story)
            town.Happens(act, minutes, which);
        town.HearAll();
        town.BothSidesAgree();
        return town;
    }
}
