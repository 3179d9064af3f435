using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.SocialWork.Linkages;
using Act = FiveSocieties.Tests.SocialWork.LinkageModel.Act;

namespace FiveSocieties.Tests.SocialWork;

/// <summary>
/// One whistle, the rounds of its linkage, eight people and what each side has told the other; no database and no bus.
/// </summary>
internal sealed class LinkageTown
{
    private const string Community = "510104001001";

    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, Slot.Offset);

    private static readonly LinkageOptions Options = new();

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);

    private static readonly LinkageState[] Over = [LinkageState.Served, LinkageState.FellShort, LinkageState.Withdrawn];

    private readonly Person[] people = [.. Enumerable.Range(0, 8).Select(_ => new Person { Community = Community })];
    private readonly List<object> underWay = [];
    private readonly HashSet<Guid> thanked = [];
    private readonly Dictionary<Guid, int> minutes = [];
    private readonly HashSet<(Guid, Type)> milestones = [];
    private readonly Dictionary<Guid, Engagement> owners = [];
    private DateTimeOffset now = Monday;

    public LinkageTown(Urgency urgency)
    {
        Slot[] slots = [Slot.Of(Monday), Slot.Of(Monday.AddDays(1))];
        Rounds = [Linkage.Open(Community, Guid.CreateVersion7(), 1, Guid.CreateVersion7(), urgency,
            [Line(2, 1, true), Line(1, 1, true), Line(1, 1, false)], Monday)];

        LinkageLine Line(int quantity, int minimum, bool required) =>
            new(Guid.CreateVersion7(), "accompany", 1, 1, quantity, minimum, required, slots, []);
    }

    public List<Linkage> Rounds { get; }

    public HashSet<LinkageState> Seen { get; } = [LinkageState.Open];

    public IEnumerable<Engagement> Owners => owners.Values;

    private Linkage Newest => Rounds[^1];

    private IEnumerable<Invitation> Invitations => Rounds.SelectMany(x => x.Invitations);

    public void Happens(Act act, int minutesLater, int which)
    {
        now = now.AddMinutes(minutesLater);
        var linkage = act == Act.HandUp || act == Act.Release || act == Act.Close ? Rounds[which % Rounds.Count] : Newest;
        switch (act)
        {
            case Act.Ask: Watch(linkage, () => Ask(linkage, which)); break;
            case Act.Offer: Watch(linkage, () => Offer(linkage, which)); break;
            case Act.Hear when underWay.Count > 0: Hear(which % underWay.Count, again: false); break;
            case Act.HearAgain when underWay.Count > 0: Hear(which % underWay.Count, again: true); break;
            case Act.TakeBack: Watch(linkage, () => TakeBack(linkage, which)); break;
            case Act.Look: Watch(linkage, () => linkage.Looked(Options, now)); break;
            case Act.Pause: Watch(linkage, () => linkage.Pause(now)); break;
            case Act.Resume: Watch(linkage, () => Nothing(() => linkage.Resume(now))); break;
            case Act.HandUp: Watch(linkage, () => linkage.HandUp(now)); break;
            case Act.Release: Watch(linkage, () => linkage.Release("deferred", now)); break;
            case Act.Close: Watch(linkage, () => linkage.Close((ClosingCode)(which % 5), now)); break;
            case Act.BlowAgain when Rounds.Count < 3: BlowAgain(); break;
            case Act.Accept or Act.Decline or Act.Start or Act.Finish or Act.LetTimePass when owners.Count > 0:
                Do(owners.Values.ElementAt(which % owners.Count), act, which);
                break;
        }
    }

    /// <summary>Everything that is under way arrives, and what is told because of it too.</summary>
    public void HearAll()
    {
        while (underWay.Count > 0)
            Hear(0, again: false);
    }

    /// <summary>No helper keeps time free for what SocialWork thinks over, and nobody is counted on who does not come.</summary>
    public void BothSidesAgree()
    {
        Assert.Equal(Invitations.Select(x => x.Id).Order(), owners.Keys.Order());
        foreach (var invitation in Invitations)
        {
            var owner = owners[invitation.Id];
            Assert.Equal((InvitationState?)(owner.State switch
            {
                EngagementState.Asked => InvitationState.Sent,
                EngagementState.Accepted or EngagementState.Started or EngagementState.Finished => InvitationState.Accepted,
                EngagementState.Refused => InvitationState.Refused,
                EngagementState.Declined => InvitationState.Declined,
                EngagementState.Expired => InvitationState.Expired,
                EngagementState.Withdrawn => InvitationState.Withdrawn,
                EngagementState.Missed => InvitationState.Missed,
                _ => null,
            }), invitation.State);
            Assert.Equal(owner.State is EngagementState.Started or EngagementState.Finished, invitation.HasStarted);
            Assert.Equal(owner.Minutes, invitation.Minutes);
            if (invitation.HasFinished) // credited with that round
                Assert.Equal(owner.Round, Rounds.Single(x => x.Invitations.Contains(invitation)).Round);
        }

        Assert.Equal(owners.Values.Sum(x => x.Minutes ?? 0), Rounds.Sum(x => x.Minutes));
        Assert.All(
            owners.Values.Where(x => x.Holds).GroupBy(x => (x.HelperId, x.Slot)), held => Assert.Single(held));
    }

    /// <summary>As Matching does, from whom may be asked; the linker confirms what a round advised.</summary>
    private List<object> Ask(Linkage linkage, int which)
    {
        var (excluded, taken, found) = (Exclusions.Of(Invitations, [], linkage), new HashSet<Guid>(), new List<Found>());
        foreach (var (line, room) in linkage.Asks(Options, now))
        {
            var slots = linkage.SlotsLeft(line, Options, now);
            found.Add(new(line.LineId, [.. people.Skip(which % people.Length).Concat(people).DistinctBy(x => x.Id)
                .Select(x => new Choice(line.LineId, Society.Volunteers, x.Id, slots[which % slots.Count]))
                .Where(x => !excluded.Excludes(x.ResourceId, x.Slot) && (!linkage.InRounds || !taken.Contains(x.ResourceId)))
                .Take(room)], null));
            taken.UnionWith(found[^1].Choices.Select(x => x.ResourceId));
        }

        if (!linkage.InRounds)
            return Sent(linkage, linkage.InviteFound(found, Options, now));

        var wasLooking = linkage.IsLooking;
        if (wasLooking)
            linkage.Propose(found, Options.Policy.Version);
        Guid[] proposals = [.. linkage.Proposals.Select(x => x.Id), Guid.CreateVersion7()];
        IReadOnlyList<Invitation> invited = [];
        Assert.Equal(!wasLooking, IsRefused(() => invited =
            [.. linkage.Confirm(proposals, Options, now).Select(x => x.Invitation)]));
        return Sent(linkage, invited);
    }

    private List<object> Offer(Linkage linkage, int which)
    {
        var line = linkage.Lines[which % linkage.Lines.Count];
        var offer = new Choice(line.LineId, Society.Volunteers, people[which % people.Length].Id, line.Slots[which % 2]);
        var invited = linkage.TakeOffer(offer, Exclusions.Of(Invitations, [], linkage), Options, now);
        return Sent(linkage, invited is null ? [] : [invited]);
    }

    /// <summary>Whoever is asked may be asked: no one twice at once, no one who said no, did not come, or was not wanted.</summary>
    private List<object> Sent(Linkage linkage, IReadOnlyList<Invitation> invited)
    {
        foreach (var invitation in invited)
        {
            var before = Invitations.Where(x => x.ResourceId == invitation.ResourceId && x.Id != invitation.Id).ToList();
            Assert.DoesNotContain(before, x => x.State switch
            {
                InvitationState.Sent => true,
                InvitationState.Accepted => !x.HasFinished || linkage.Invitations.Contains(x),
                InvitationState.Declined => x.Declined != DeclineReason.Time || x.Slot == invitation.Slot,
                InvitationState.Withdrawn => x.TakenBack is not null,
                _ => true,
            });
            Assert.True(invitation.Slot.Ends > now && invitation.AnswerBy <= invitation.Slot.Ends);
            underWay.Add(new InvitationSent(
                invitation.Id, linkage.Id, linkage.WhistleId, linkage.Round, invitation.LineId, invitation.Society,
                invitation.ResourceId, invitation.Skill, invitation.Slot, invitation.AnswerBy, invitation.DecidedBy,
                linkage.Urgency));
        }

        foreach (var line in linkage.Lines.Where(line => invited.Any(x => x.LineId == line.LineId && x.DecidedBy != "offer")))
            Assert.InRange(linkage.Outstanding(line), 1, linkage.Wanted(line) * Options.Of(linkage.Urgency).Factor);
        return [];
    }

    private List<object> TakeBack(Linkage linkage, int which)
    {
        if (linkage.Invitations.Count == 0)
            return [];
        var invitation = linkage.Invitations[which % linkage.Invitations.Count];
        var mayBe = invitation.State == InvitationState.Sent
            || (invitation.State == InvitationState.Accepted && invitation.StartedAt is null);
        IReadOnlyList<object> told = [];
        Assert.Equal(!mayBe, IsRefused(() => told = linkage.TakeBack(invitation.Id, "another", now)));
        return [.. told];
    }

    private void BlowAgain()
    {
        var earlier = Rounds.ToList();
        var again = Linkage.Open(Community, Newest.WhistleId, Newest.Round + 1, Newest.MicroGridId, Newest.Urgency,
            Newest.Lines.Count > 2 ? [.. Newest.Lines.Skip(1)] : Newest.Lines, now);
        Rounds.Add(again);
        foreach (var round in earlier)
            Watch(again, () => again.TakeOver(round, now));
        Assert.All(earlier, round => Assert.True(Over.Contains(round.State), $"round {round.Round} is still {round.State}"));
        underWay.Add(again);
    }

    private void Hear(int index, bool again)
    {
        var message = underWay[index];
        if (!again)
            underWay.RemoveAt(index);
        switch (message)
        {
            case InvitationSent sent: BeAsked(sent); break;
            case InvitationWithdrawn withdrawn: BeThanked(withdrawn); break;
            case Linkage blown: GoOn(blown); break;
            case Said said:
                var linkage = Rounds.Single(x => x.Invitations.Exists(y => y.Id == said.Id));
                if (said.Move == InvitationMove.Finish)
                    minutes[said.Id] = said.Minutes;
                Watch(linkage, () => said.Move == InvitationMove.Finish && said.Round != linkage.Round
                    ? [.. linkage.HandOver(said.Id, Rounds[said.Round - 1], now), .. Hear(Rounds[said.Round - 1], said)]
                    : Hear(linkage, said));
                break;
        }
    }

    private IReadOnlyList<object> Hear(Linkage linkage, Said said) =>
        linkage.Hear(said.Id, said.Move, said.At, now, said.Minutes, "their-app", said.Reason);

    /// <summary>The owners hear that the whistle was blown again: who has accepted, and is still wanted, goes on in it.</summary>
    private void GoOn(Linkage blown)
    {
        foreach (var kept in owners.Values.Where(x => x.State is EngagementState.Accepted or EngagementState.Started
            && blown.Lines.Any(line => line.LineId == x.LineId)))
            kept.GoOn(blown.Round);
    }

    private void BeAsked(InvitationSent sent)
    {
        if (owners.ContainsKey(sent.InvitationId))
            return;
        var person = people.Single(x => x.Id == sent.ResourceId);
        var own = owners.Values.Where(x => x.HelperId == person.Id).ToList();
        var canTake = !own.Exists(x => x.Excludes(sent.Slot)) && person.CanTake(sent, own);
        owners[sent.InvitationId] = Engagement.Of(
            sent, Community, person, canTake ? EngagementState.Asked : EngagementState.Refused, now);
        if (!canTake)
            underWay.Add(new Said(sent.InvitationId, InvitationMove.Refuse, now));
    }

    private void BeThanked(InvitationWithdrawn withdrawn)
    {
        if (!owners.TryGetValue(withdrawn.InvitationId, out var engagement))
            owners[withdrawn.InvitationId] = Engagement.Overtaken(withdrawn, Community, now);
        else if (engagement.Allows(EngagementMove.Withdraw))
            engagement.Withdraw();
    }

    /// <summary>The owner of an engagement does something with it; what is illegal changes nothing.</summary>
    private void Do(Engagement engagement, Act act, int which)
    {
        var (before, reason) = (engagement.State, (DeclineReason)(which % Enum.GetValues<DeclineReason>().Length));
        var move = act switch
        {
            Act.Accept => EngagementMove.Accept,
            Act.Decline => EngagementMove.Decline,
            Act.Start => EngagementMove.Start,
            Act.Finish => EngagementMove.Finish,
            _ when engagement.StartBy is null => EngagementMove.Expire,
            _ => EngagementMove.Miss,
        };
        if (act == Act.LetTimePass && engagement.State is EngagementState.Asked or EngagementState.Accepted)
            now = new[] { now, (engagement.StartBy ?? engagement.AnswerBy).AddSeconds(1) }.Max();
        var isLate = act == Act.Accept && now > engagement.AnswerBy;
        var isRefused = IsRefused(move switch
        {
            EngagementMove.Accept => () => engagement.Accept(Grace, "their-app", now),
            EngagementMove.Decline => () => engagement.Decline(reason, now),
            EngagementMove.Start => () => engagement.Start(now),
            EngagementMove.Finish => () => engagement.Finish(now, null),
            EngagementMove.Expire => engagement.Expire,
            _ => engagement.Miss,
        });

        EngagementState? to = (before, move) switch
        {
            (EngagementState.Asked, EngagementMove.Accept) when !isLate => EngagementState.Accepted,
            (EngagementState.Asked, EngagementMove.Decline) => EngagementState.Declined,
            (EngagementState.Asked, EngagementMove.Expire) => EngagementState.Expired,
            (EngagementState.Accepted, EngagementMove.Start) => EngagementState.Started,
            (EngagementState.Accepted, EngagementMove.Miss) => EngagementState.Missed,
            (EngagementState.Started, EngagementMove.Finish) => EngagementState.Finished,
            _ => null,
        };
        Assert.Equal((to is null, to ?? before), (isRefused, engagement.State));
        if (!isRefused)
            underWay.Add(new Said(
                engagement.Id, Enum.Parse<InvitationMove>($"{move}"), now, engagement.Minutes ?? 0, reason, engagement.Round));
    }

    /// <summary>Lets the linkage act, sends on what it tells, and looks whether that was in the ways of life.</summary>
    private void Watch(Linkage linkage, Func<IReadOnlyList<object>> act)
    {
        var (before, wasLooking, circle) = (linkage.State, linkage.IsLooking, linkage.Circle);
        var (asked, gone) = (Invitations.Count(), Withdrawn());
        var told = act();
        Seen.Add(linkage.State);

        Assert.True(wasLooking || Invitations.Count() == asked, $"{before}, not looking, asked somebody.");
        Assert.True(IsInTheWaysOfLife(before, linkage.State), $"{before} became {linkage.State}");
        Assert.True(linkage.Circle >= circle);
        foreach (var milestone in told)
            Assert.True(MilestoneOf(milestone) is not { } id || milestones.Add((id, milestone.GetType())), $"{milestone} is told twice.");
        foreach (var round in Rounds)
        {
            Assert.Equal(round.FormedAt is not null, milestones.Contains((round.Id, typeof(LinkageFormed))));
            Assert.Equal(round.StartedAt is not null, milestones.Contains((round.Id, typeof(LinkageStarted))));
            Assert.Equal(round.ServedAt is not null, milestones.Contains((round.Id, typeof(LinkageServed))));
        }

        var thanks = told.OfType<InvitationWithdrawn>().Select(x => x.InvitationId).ToList();
        Assert.Equal(Withdrawn().Except(gone).Order(), thanks.Order());
        Assert.All(thanks, id => Assert.True(thanked.Add(id), "Somebody is thanked twice."));
        underWay.AddRange(told.OfType<InvitationWithdrawn>());
        if (before != LinkageState.Served && linkage.State == LinkageState.Served)
            IsServed(linkage);
        Rounds.ForEach(IsSound);
    }

    private static Guid? MilestoneOf(object told) => told switch
    {
        LinkageFormed formed => formed.LinkageId,
        LinkageStarted started => started.LinkageId,
        LinkageServed served => served.LinkageId,
        LinkageFellShort fellShort => fellShort.LinkageId,
        _ => null,
    };

    private List<Guid> Withdrawn() =>
        [.. Invitations.Where(x => x.State == InvitationState.Withdrawn).Select(x => x.Id)];

    /// <summary>Onward, several steps at once perhaps; what is over stays so.</summary>
    private static bool IsInTheWaysOfLife(LinkageState from, LinkageState to) => from == to || from switch
    {
        LinkageState.Served or LinkageState.Withdrawn => false,
        LinkageState.FellShort => to == LinkageState.Withdrawn,
        _ => to > from,
    };

    private static void IsServed(Linkage linkage)
    {
        var counted = linkage.Invitations.Where(x => x.State == InvitationState.Accepted).ToList();
        Assert.All(counted, x => Assert.NotNull(x.FinishedAt));
        Assert.All(linkage.Lines.Where(x => x.Required), line =>
            Assert.InRange(counted.Count(x => x.LineId == line.LineId), line.Minimum, int.MaxValue));
        Assert.DoesNotContain(linkage.Invitations, x => x.State == InvitationState.Sent);
    }

    /// <summary>It is as far as its invitations allow, asks for nobody whom it does not want, and lost no minute.</summary>
    private void IsSound(Linkage linkage)
    {
        var accepted = linkage.Invitations.Where(x => x.State == InvitationState.Accepted).ToList();
        bool Filled(Func<LinkageLine, int> have) => linkage.Lines.All(x => !x.Required || have(x) >= x.Minimum);
        if (linkage.Code is null)
        {
            Assert.False(linkage.State == LinkageState.Open && linkage.Invitations.Count > 0);
            Assert.False(linkage.State == LinkageState.Inviting && Filled(x => accepted.Count(y => y.LineId == x.LineId)));
            Assert.False(linkage.State == LinkageState.Formed && accepted.Exists(x => x.StartedAt is not null));
            Assert.False(linkage.State == LinkageState.InService && accepted.TrueForAll(x => x.FinishedAt is not null)
                && Filled(x => accepted.Count(y => y.LineId == x.LineId)));
        }

        foreach (var line in linkage.Lines.Where(x => accepted.Count(y => y.LineId == x.LineId) >= x.Quantity))
            Assert.DoesNotContain(linkage.Invitations, x => x.LineId == line.LineId && x.State == InvitationState.Sent);
        if (Over.Contains(linkage.State) || linkage.PausedAt is not null || linkage.Code is not null)
            Assert.Equal((null, 0, 0), (linkage.NextLookAt, linkage.Proposals.Count,
                linkage.Invitations.Count(x => x.State == InvitationState.Sent)));
        Assert.Equal(minutes.Values.Sum(), Rounds.Sum(x => x.Minutes));
    }

    private static IReadOnlyList<object> Nothing(Action act)
    {
        act();
        return [];
    }

    private static bool IsRefused(Action act) => Record.Exception(act) switch
    {
        null => false,
        BrokenRule => true,
        var bug => throw new InvalidOperationException("A bug, not a broken rule.", bug),
    };

    /// <summary>What an owner told of an invitation.</summary>
    private sealed record Said(
        Guid Id, InvitationMove Move, DateTimeOffset At, int Minutes = 0, DeclineReason Reason = DeclineReason.Other,
        int Round = 1);

    private sealed class Person : Helper
    {
        public Person() => (WeeklyOpen, LoadCap) = (long.MaxValue, 60);
    }
}
