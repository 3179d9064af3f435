using FiveSocieties.Events;
using FiveSocieties.SocialWork.Linkages;
using FiveSocieties.SocialWork.SocialWorkers;

namespace FiveSocieties.Tests.SocialWork;

/// <summary>The nouns alone: no host, time is an argument.</summary>
public sealed class LinkageMoves
{
    private const string Community = "510104001001";

    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, Slot.Offset);

    private static readonly LinkageOptions Options = new();

    private static readonly Slot Morning = Slot.Of(Monday);

    private static readonly Exclusions Nobody = new([], []);

    [Fact]
    public void Any_order_of_events_told_once_or_twice_reaches_the_same_end()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var (linkage, ids) = ALinkageWithThreeInvited();
            var story = ids.SelectMany((_, who) => History(random, who)).ToArray();
            var told = Play(linkage, ids, story);
            var (other, others) = ALinkageWithThreeInvited();
            var shuffled = story.Concat(story.Where(_ => random.Next(2) == 0)).ToArray();
            random.Shuffle(shuffled);
            var toldOther = Play(other, others, shuffled);

            Assert.True(End(linkage) == End(other), $"seed {seed}: {End(linkage)} and {End(other)}");
            foreach (var kind in (Type[])[typeof(LinkageFormed), typeof(LinkageStarted), typeof(LinkageServed)])
            {
                Assert.Equal(told.Count(x => x.GetType() == kind), toldOther.Count(x => x.GetType() == kind));
                Assert.InRange(told.Count(x => x.GetType() == kind), 0, 1);
            }
        }
    }

    /// <summary>
    /// Written down from the page that the product is built from, not from the code; a start or an end that is heard
    /// first says what must have been before it.
    /// </summary>
    public static TheoryData<LinkageState, LinkageMove, LinkageState> Life => new()
    {
        { LinkageState.Open, LinkageMove.Invite, LinkageState.Inviting },
        { LinkageState.Inviting, LinkageMove.Form, LinkageState.Formed },
        { LinkageState.Formed, LinkageMove.Start, LinkageState.InService },
        { LinkageState.InService, LinkageMove.Serve, LinkageState.Served },
        { LinkageState.Inviting, LinkageMove.Start, LinkageState.InService },
        { LinkageState.Inviting, LinkageMove.Serve, LinkageState.Served },
        { LinkageState.Formed, LinkageMove.Serve, LinkageState.Served },
        { LinkageState.Open, LinkageMove.FallShort, LinkageState.FellShort },
        { LinkageState.Inviting, LinkageMove.FallShort, LinkageState.FellShort },
        { LinkageState.Formed, LinkageMove.FallShort, LinkageState.FellShort },
        { LinkageState.InService, LinkageMove.FallShort, LinkageState.FellShort },
        { LinkageState.Open, LinkageMove.Withdraw, LinkageState.Withdrawn },
        { LinkageState.Inviting, LinkageMove.Withdraw, LinkageState.Withdrawn },
        { LinkageState.Formed, LinkageMove.Withdraw, LinkageState.Withdrawn },
        { LinkageState.InService, LinkageMove.Withdraw, LinkageState.Withdrawn },
        { LinkageState.FellShort, LinkageMove.Withdraw, LinkageState.Withdrawn },
    };

    [Theory]
    [MemberData(nameof(Life))]
    public void What_life_allows_happens(LinkageState from, LinkageMove move, LinkageState to)
    {
        var linkage = In(from);
        Do(linkage, move);
        Assert.Equal(to, linkage.State);
    }

    [Fact]
    public void Everything_else_changes_no_state()
    {
        var rows = Life.Select(row => ((LinkageState)((object[])row)[0], (LinkageMove)((object[])row)[1])).ToHashSet();
        foreach (var from in Enum.GetValues<LinkageState>())
            foreach (var move in Enum.GetValues<LinkageMove>().Where(move => !rows.Contains((from, move))))
            {
                var linkage = In(from);
                Do(linkage, move);
                Assert.True(linkage.State == from, $"{move} of {from} ended {linkage.State}");
            }
    }

    /// <summary>
    /// What an owner says of an invitation, and what SocialWork does with it; a start or an end says that it was accepted,
    /// and that a withdrawal came too late.
    /// </summary>
    public static TheoryData<InvitationState, InvitationMove, InvitationState> LifeOfAnInvitation => new()
    {
        { InvitationState.Sent, InvitationMove.Accept, InvitationState.Accepted },
        { InvitationState.Sent, InvitationMove.Decline, InvitationState.Declined },
        { InvitationState.Sent, InvitationMove.Expire, InvitationState.Expired },
        { InvitationState.Sent, InvitationMove.Refuse, InvitationState.Refused },
        { InvitationState.Sent, InvitationMove.Withdraw, InvitationState.Withdrawn },
        { InvitationState.Sent, InvitationMove.Start, InvitationState.Accepted },
        { InvitationState.Sent, InvitationMove.Finish, InvitationState.Accepted },
        { InvitationState.Sent, InvitationMove.Miss, InvitationState.Missed },
        { InvitationState.Accepted, InvitationMove.Withdraw, InvitationState.Withdrawn },
        { InvitationState.Accepted, InvitationMove.Start, InvitationState.Accepted },
        { InvitationState.Accepted, InvitationMove.Finish, InvitationState.Accepted },
        { InvitationState.Accepted, InvitationMove.Miss, InvitationState.Missed },
        { InvitationState.Withdrawn, InvitationMove.Start, InvitationState.Accepted },
        { InvitationState.Withdrawn, InvitationMove.Finish, InvitationState.Accepted },
        { InvitationState.Withdrawn, InvitationMove.Miss, InvitationState.Missed },
        { InvitationState.Withdrawn, InvitationMove.Decline, InvitationState.Declined },
        { InvitationState.Withdrawn, InvitationMove.Expire, InvitationState.Expired },
        { InvitationState.Withdrawn, InvitationMove.Refuse, InvitationState.Refused },
    };

    [Fact]
    public void Every_move_of_an_invitation_is_news_as_life_says_or_none()
    {
        foreach (var from in Enum.GetValues<InvitationState>())
            foreach (var move in Enum.GetValues<InvitationMove>())
            {
                var row = LifeOfAnInvitation.Select(x => (object[])x).SingleOrDefault(x => x[0].Equals(from) && x[1].Equals(move));
                var linkage = ALinkage(Urgency.Urgent, ALine());
                var invited = Invite(linkage, linkage.Lines[0]);
                if (from != InvitationState.Sent)
                    invited.Move(Enum.GetValues<InvitationMove>().First(way => Invitation.Moves[(InvitationState.Sent, way)] == from), Monday);

                Assert.True(invited.Move(move, Monday) == row is not null, $"{move} of {from}");
                Assert.Equal(row?[2] ?? from, invited.State);
            }
    }

    [Fact]
    public void The_linkage_forms_when_every_required_line_has_its_minimum()
    {
        var line = ALine(quantity: 2, minimum: 1);
        var optional = ALine(required: false);
        var linkage = ALinkage(Urgency.Urgent, line, optional);
        var invited = Invite(linkage, line, Society.PartyBranches);

        var told = linkage.Hear(invited.Id, InvitationMove.Accept, Monday, Monday);

        Assert.Equal([Society.PartyBranches], Assert.IsType<LinkageFormed>(Assert.Single(told)).Societies);
        Assert.Equal(LinkageState.Formed, linkage.State);
    }

    [Fact]
    public void When_no_line_is_required_every_line_is()
    {
        var (one, two) = (ALine(required: false), ALine(required: false));
        var linkage = ALinkage(Urgency.Urgent, one, two);
        linkage.Hear(Invite(linkage, one).Id, InvitationMove.Accept, Monday, Monday);

        Assert.Equal(LinkageState.Inviting, linkage.State);
        linkage.Hear(Invite(linkage, two).Id, InvitationMove.Accept, Monday, Monday);
        Assert.Equal(LinkageState.Formed, linkage.State);
    }

    [Fact]
    public void A_helper_who_had_begun_before_the_withdrawal_came_counts()
    {
        var line = ALine();
        var linkage = ALinkage(Urgency.Urgent, line);
        var (first, second) = (Invite(linkage, line), Invite(linkage, line));
        var surplus = linkage.Hear(first.Id, InvitationMove.Accept, Monday, Monday).OfType<InvitationWithdrawn>();
        Assert.Equal(second.Id, Assert.Single(surplus).InvitationId);

        linkage.Hear(second.Id, InvitationMove.Accept, Monday, Monday);
        Assert.Equal(InvitationState.Withdrawn, second.State);
        linkage.Hear(second.Id, InvitationMove.Start, Monday, Monday);
        Assert.Equal(InvitationState.Accepted, second.State);
    }

    [Fact]
    public void Nobody_who_has_begun_is_sent_home()
    {
        var linkage = ALinkage(Urgency.Urgent, ALine());
        var invited = Invite(linkage, linkage.Lines[0]);
        invited.Move(InvitationMove.Start, Monday);

        Assert.False(invited.Move(InvitationMove.Withdraw, Monday));
        Assert.Equal(InvitationState.Accepted, invited.State);
    }

    [Fact]
    public void Outstanding_invitations_stay_within_the_open_quantity_times_the_factor()
    {
        var line = ALine(quantity: 3, minimum: 3);
        var linkage = ALinkage(Urgency.Emergency, line);
        Assert.Equal(9, Assert.Single(linkage.Asks(Options, Monday)).Room);

        linkage.Hear(Invite(linkage, line).Id, InvitationMove.Accept, Monday, Monday);
        Invite(linkage, line);
        Assert.Equal(5, Assert.Single(linkage.Asks(Options, Monday)).Room);
    }

    [Fact]
    public void Who_declined_the_time_may_offer_another()
    {
        var later = new Slot(Morning.Date.AddDays(1), DayPart.Morning);
        var line = ALine() with { Slots = [Morning, later] };
        var linkage = ALinkage(Urgency.Urgent, line);
        var (busy, unwilling) = (Invite(linkage, line), Invite(linkage, line));
        linkage.Hear(busy.Id, InvitationMove.Decline, Monday, Monday, reason: DeclineReason.Time);
        linkage.Hear(unwilling.Id, InvitationMove.Decline, Monday, Monday, reason: DeclineReason.Skill);

        Assert.Null(linkage.TakeOffer(Offer(unwilling, later), Nobody, Options, Monday));
        Assert.Null(linkage.TakeOffer(Offer(busy, Morning), Nobody, Options, Monday));
        Assert.Equal(later, linkage.TakeOffer(Offer(busy, later), Nobody, Options, Monday)?.Slot);

        Choice Offer(Invitation who, Slot when) => new(line.LineId, who.Society, who.ResourceId, when);
    }

    [Fact]
    public void After_a_pause_the_circle_lasts_as_much_longer()
    {
        var line = ALine();
        var linkage = ALinkage(Urgency.Urgent, line);
        Invite(linkage, line);
        linkage.Looked(Options, Monday);
        Assert.Equal(Monday.AddMinutes(15), linkage.NextLookAt);

        Assert.IsType<InvitationWithdrawn>(Assert.Single(linkage.Pause(Monday.AddMinutes(10))));
        Assert.Empty(linkage.Pause(Monday.AddMinutes(11)));
        Assert.Null(linkage.NextLookAt);
        Assert.Empty(linkage.Asks(Options, Monday.AddMinutes(11)));
        linkage.Resume(Monday.AddMinutes(40));
        Assert.Equal(Monday.AddMinutes(40), linkage.NextLookAt);
        Invite(linkage, line);
        Assert.Empty(linkage.Looked(Options, Monday.AddMinutes(40)));
        Assert.Equal(Monday.AddMinutes(45), linkage.NextLookAt);
    }

    [Fact]
    public void Older_news_of_a_whistle_are_late()
    {
        var news = new WhistleNews { WhistleId = Guid.CreateVersion7() };
        Assert.True(news.Hear(1, version: 4, isPaused: true));
        Assert.False(news.Hear(1, version: 3));
        Assert.False(news.Hear(1, version: 4));
        Assert.True(news.IsPaused);
        Assert.True(news.Hear(1, version: 5, isOver: true));
        Assert.True(news.Overtakes(1));
        Assert.False(news.Overtakes(2));
        Assert.True(news.Hear(2, version: 6));
        Assert.Equal((true, false), (news.Overtakes(1), news.Overtakes(2)));
    }

    [Fact]
    public void Nobody_is_asked_for_a_time_that_is_over()
    {
        var line = ALine();
        var linkage = ALinkage(Urgency.Urgent, line);
        Assert.Empty(linkage.Asks(Options, Morning.Ends));

        var shortfall = Assert.IsType<LinkageFellShort>(Assert.Single(linkage.Looked(Options, Morning.Ends)));
        Assert.Equal("slot", Assert.Single(shortfall.Missing).Lacks);
    }

    [Fact]
    public void A_general_need_disturbs_nobody_at_night()
    {
        var evening = Monday.AddHours(13);
        var line = ALine() with { Slots = [new(Morning.Date.AddDays(3), DayPart.Morning)] };
        var linkage = ALinkage(Urgency.General, line);

        var invited = linkage.Invite(
            new(line.LineId, Society.Volunteers, Guid.NewGuid(), line.Slots[0]), "linker", Options, evening);

        Assert.Equal(Monday.AddDays(1).AddHours(-1), invited.AskedAt);
        Assert.Equal(Monday.AddDays(1).AddHours(7), invited.AnswerBy);
    }

    [Theory]
    [InlineData(9, 8, 17)]
    [InlineData(16, 8, 24 + 11)]
    [InlineData(22, 8, 24 + 16)]
    [InlineData(7, 24, 24 + 19)]
    public void Asking_hours_count_only_from_eight_to_nine_in_the_evening(int from, int hours, int until)
    {
        var midnight = Monday.AddHours(-9);
        Assert.Equal(
            midnight.AddHours(until),
            new AskingHours(8, 21).After(midnight.AddHours(from), TimeSpan.FromHours(hours)));
    }

    [Fact]
    public void The_pause_after_an_unanswered_question_grows_to_its_limit()
    {
        var linkage = ALinkage(Urgency.Urgent, ALine());
        var pauses = Enumerable.Range(0, 12).Select(_ =>
        {
            linkage.LookFailed(Options, Monday);
            return (linkage.NextLookAt!.Value - Monday).TotalSeconds;
        }).ToList();
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300], pauses);
    }

    [Fact]
    public void The_linker_is_of_the_community_skilled_and_least_loaded()
    {
        var ids = Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7()).Order().ToArray();
        LinkerCandidate[] candidates =
        [
            new(ids[0], "510104001002", CanLink: true, Holds: 0, Cap: 5),
            new(ids[1], Community, CanLink: false, Holds: 0, Cap: 5),
            new(ids[2], Community, CanLink: true, Holds: 2, Cap: 5),
            new(ids[3], Community, CanLink: true, Holds: 1, Cap: 5),
            new(ids[4], Community, CanLink: true, Holds: 1, Cap: 5),
            new(ids[5], Community, CanLink: true, Holds: 0, Cap: 0),
        ];
        Assert.Equal(ids[3], LinkerCandidate.Choose(candidates, Community, before: null));
        Assert.Equal(ids[2], LinkerCandidate.Choose(candidates, Community, before: ids[2]));
        Assert.Equal(ids[0], LinkerCandidate.Choose(candidates[..1], Community, before: null));
        Assert.Null(LinkerCandidate.Choose(candidates[5..], Community, before: ids[5]));
    }

    private static LinkageLine ALine(int quantity = 1, int minimum = 1, bool required = true) =>
        new(Guid.CreateVersion7(), "accompany", 1, 1, quantity, minimum, required, [Morning], []);

    private static Linkage ALinkage(Urgency urgency, params LinkageLine[] lines) =>
        Linkage.Open(Community, Guid.CreateVersion7(), 1, Guid.CreateVersion7(), urgency, lines, Monday);

    /// <summary>A linkage that came to its state in the ways of life.</summary>
    private static Linkage In(LinkageState state)
    {
        var linkage = ALinkage(Urgency.Urgent, ALine());
        if (state is LinkageState.FellShort or LinkageState.Withdrawn)
            Do(linkage, state is LinkageState.FellShort ? LinkageMove.FallShort : LinkageMove.Withdraw);
        foreach (var move in Enum.GetValues<LinkageMove>().Take((int)state))
            if (linkage.State < state && state <= LinkageState.Served)
                Do(linkage, move);
        return linkage;
    }

    private static void Do(Linkage linkage, LinkageMove move)
    {
        var line = linkage.Lines[0];
        var invited = linkage.Invitations.FirstOrDefault();
        if (move == LinkageMove.Invite)
            Invite(linkage, line);
        else if (move == LinkageMove.FallShort)
            linkage.HandUp(Monday);
        else if (move == LinkageMove.Withdraw)
            linkage.Release("deferred", Monday);
        else if (invited is not null)
            linkage.Hear(invited.Id, move switch
            {
                LinkageMove.Form => InvitationMove.Accept,
                LinkageMove.Start => InvitationMove.Start,
                _ => InvitationMove.Finish,
            }, Monday, Monday);
    }

    private static Invitation Invite(Linkage linkage, LinkageLine line, Society society = Society.Volunteers) =>
        linkage.Invite(new(line.LineId, society, Guid.CreateVersion7(), line.Slots[0]), "policy-1", Options, Monday);

    private static (Linkage Linkage, Guid[] Ids) ALinkageWithThreeInvited()
    {
        var (two, one) = (ALine(quantity: 2), ALine());
        var linkage = ALinkage(Urgency.Urgent, two, one);
        return (linkage, [Invite(linkage, two).Id, Invite(linkage, two).Id, Invite(linkage, one).Id]);
    }

    /// <summary>What an owner may say of one invitation, to its end.</summary>
    private static (int Who, InvitationMove Move, int Minute)[] History(Random random, int who) => random.Next(5) switch
    {
        0 => [(who, InvitationMove.Decline, 1)],
        1 => [(who, InvitationMove.Expire, 30)],
        _ =>
        [
            (who, InvitationMove.Accept, 2), (who, InvitationMove.Start, 10 + who), (who, InvitationMove.Finish, 60),
        ],
    };

    private static List<object> Play(Linkage linkage, Guid[] ids, (int Who, InvitationMove Move, int Minute)[] story) =>
        [.. story.SelectMany(x => linkage.Hear(ids[x.Who], x.Move, Monday.AddMinutes(x.Minute), Monday, x.Minute))];

    private static string End(Linkage linkage) => $"{linkage.State} {linkage.Minutes} " + string.Join(
        ' ', linkage.Invitations.Select(x => $"{x.State} {x.StartedAt:HH:mm} {x.FinishedAt:HH:mm} {x.Minutes};"));
}
