using FiveSocieties.Events;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Insights.Stories;

namespace FiveSocieties.Tests.Insights;

public sealed class StoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    private static AWhistle NewWhistle => new(Start);

    [Fact]
    public void Events_in_any_order_tell_the_same_story()
    {
        var whistle = AWhistle.Solved(Start);
        var random = new Random(5);
        for (var tries = 0; tries < 200; tries++)
        {
            var shuffled = whistle.Told.ToArray();
            random.Shuffle(shuffled);
            Assert.Equivalent(whistle.Story, Story.Of(shuffled), strict: true);
        }
    }

    [Fact]
    public void A_story_has_every_step_in_the_order_of_life()
    {
        var steps = AWhistle.Solved(Start).Story.Steps;

        Assert.Equal(
            [
                "whistle.raised", "whistle.blown", "linkage.opened", "invitation.sent", "invitation.accepted",
                "invitation.accepted", "linkage.formed", "engagement.started", "linkage.started", "engagement.finished",
                "engagement.started", "engagement.finished", "linkage.served", "answer.requested", "whistle.answered",
                "whistle.closed", "points.credited",
            ],
            steps.Select(step => EventTypes.Code(step.What)));
        Assert.Equal(2, steps.Single(step => step.What == typeof(InvitationSent)).Count);
    }

    [Fact]
    public void A_raised_whistle_waits_for_triage() => Waits(NewWhistle.Raised(), StoryState.Raised, Wait.Triage);

    [Fact]
    public void A_blown_whistle_waits_for_a_linker() =>
        Waits(NewWhistle.Raised().Blown(), StoryState.Blown, Wait.Linker);

    [Fact]
    public void An_urgent_linkage_waits_for_matching() =>
        Waits(NewWhistle.Raised().Blown().Opened(), StoryState.Blown, Wait.Matching);

    [Fact]
    public void A_general_linkage_waits_for_the_linkers_confirmation() =>
        Waits(new AWhistle(Start, Urgency.General).Raised().Blown().Opened(), StoryState.Blown, Wait.Confirmation);

    [Fact]
    public void Invitations_wait_for_as_many_answers_as_are_open()
    {
        var whistle = NewWhistle.Raised().Blown().Opened()
            .Invited(Society.Volunteers, out var one).Invited(Society.SocialWork, out _)
            .Invited(Society.Volunteers, out _);
        var until = Start.AddMinutes(30);
        Assert.Equal(new Waiting(Wait.Answers, 3, until), whistle.Story.WaitsFor);

        whistle.After(1).Accepted(one);
        Assert.Equal(new Waiting(Wait.Answers, 2, until), whistle.Story.WaitsFor);
    }

    [Fact]
    public void When_all_have_declined_the_linkage_is_matched_again() => Waits(
        NewWhistle.Raised().Blown().Opened().Invited(Society.Volunteers, out var one).After(1).Declined(one).Widened(),
        StoryState.Blown, Wait.Matching);

    [Fact]
    public void A_formed_linkage_waits_for_the_start() =>
        Waits(NewWhistle.Raised().Blown().Opened().Formed(), StoryState.Linked, Wait.Start);

    [Fact]
    public void A_started_linkage_waits_for_the_finish() => Waits(
        NewWhistle.Raised().Blown().Opened().Formed().Started(Guid.CreateVersion7()),
        StoryState.InService, Wait.Finish);

    [Fact]
    public void While_somebody_is_replaced_the_answer_is_waited_for()
    {
        var whistle = NewWhistle.Raised().Blown().Opened().Invited(Society.Volunteers, out var absent)
            .Accepted(absent).Formed().Started(Guid.CreateVersion7());
        Waits(whistle.Missed(absent), StoryState.InService, Wait.Finish);
        Waits(whistle.Invited(Society.Volunteers, out var other), StoryState.InService, Wait.Answers);
        Waits(whistle.Accepted(other), StoryState.InService, Wait.Finish);
    }

    [Fact]
    public void A_served_whistle_waits_for_the_resident()
    {
        var served = NewWhistle.Raised().Blown().Opened().Formed().Started(Guid.CreateVersion7()).Served(30).Asked();
        Waits(served, StoryState.Served, Wait.ResidentAnswer);
        Assert.Equal(Start.AddDays(3), served.Story.WaitsFor.Until);
    }

    [Fact]
    public void What_fell_short_waits_for_the_sub_district()
    {
        Waits(NewWhistle.Raised().Blown().Opened().FellShort(), StoryState.Escalated, Wait.SubDistrict);
        Waits(NewWhistle.Raised().Blown().Opened().FellShort().Escalated(), StoryState.Escalated, Wait.SubDistrict);
    }

    [Fact]
    public void Another_round_begins_anew()
    {
        var again = NewWhistle.Raised().Blown().Opened().Formed().Started(Guid.CreateVersion7()).Escalated()
            .After(9).Blown();
        Waits(again, StoryState.Blown, Wait.Linker);
        Waits(again.Opened(), StoryState.Blown, Wait.Matching);
    }

    [Fact]
    public void What_ends_otherwise_waits_for_nothing_either()
    {
        Waits(NewWhistle.Raised().After(1).Duplicate(), StoryState.Duplicate, Wait.Nothing);
        Waits(NewWhistle.Raised().After(1).NotOurs(), StoryState.NotOurs, Wait.Nothing);
        Waits(NewWhistle.Raised().Blown().Opened().Formed().Withdrawn(), StoryState.Withdrawn, Wait.Nothing);
    }

    [Fact]
    public void What_is_deferred_waits_for_its_review()
    {
        var deferred = NewWhistle.Raised().Blown().Opened().FellShort().Escalated().After(9).Deferred();
        Waits(deferred, StoryState.Deferred, Wait.Review);
        Assert.Equal(Start.AddDays(30), deferred.Story.WaitsFor.Until);
        Waits(deferred.After(9).Closed(ClosingCode.CouldNotBeSolved), StoryState.Closed, Wait.Nothing);
    }

    [Fact]
    public void A_paused_whistle_waits_for_the_end_of_the_pause()
    {
        var paused = NewWhistle.Raised().Blown().Opened().After(1).Paused();
        Assert.Equal(new Waiting(Wait.Resume, Until: Start.AddMinutes(1).AddDays(2)), paused.Story.WaitsFor);
        Waits(paused.After(9).Resumed(), StoryState.Blown, Wait.Matching);
    }

    [Fact]
    public void A_reopened_whistle_has_another_round_and_the_third_time_goes_to_the_sub_district()
    {
        var again = AWhistle.Solved(Start).After(9).Reopened();
        Waits(again, StoryState.Blown, Wait.Linker);
        Waits(again.Blown(), StoryState.Blown, Wait.Linker);
        Waits(again.Opened().Formed().Served(9).Asked().Answered().Closed(ClosingCode.Partly), StoryState.Closed,
            Wait.Nothing);
        Waits(again.After(9).Reopened(3).Escalated(), StoryState.Escalated, Wait.SubDistrict);
    }

    [Fact]
    public void A_closed_whistle_waits_for_nothing()
    {
        var story = AWhistle.Solved(Start).Story;
        Assert.Equal(new Waiting(Wait.Nothing), story.WaitsFor);
        Assert.Equal([Society.PartyBranches, Society.Volunteers], story.Societies);
        Assert.Equal(90, story.Minutes);
    }

    [Fact]
    public void Every_event_of_a_whistle_has_its_sentence_in_both_languages()
    {
        var ofWhistles = EventTypes.All.Where(type => type.GetProperty("WhistleId") is not null).ToList();
        Assert.Empty(ofWhistles.Where(type => !Wordings.Knows(type)).Select(type => type.Name));
        Assert.All(ofWhistles, type => Assert.True(
            Wordings.Text(type).English.Length > 0 && Wordings.Text(type).Chinese.Any(letter => letter > '\u4e00')));
        Assert.Equal(Enum.GetValues<Wait>().Length, Enum.GetValues<Wait>().Select(Wordings.Text).Distinct().Count());
    }

    [Fact]
    public void Helpers_steps_are_told_of_no_society() => Assert.All(
        EventTypes.All.Where(type => type.GetProperty("Society") is not null && Wordings.Knows(type)),
        type => Assert.True(Wordings.By(type) is Actor.Helper
            || type == typeof(InvitationSent) || type == typeof(InvitationWithdrawn), type.Name));

    [Fact]
    public void Parts_and_words_are_no_events()
    {
        Assert.DoesNotContain(typeof(NeedLine), EventTypes.All);
        Assert.DoesNotContain(typeof(MissingLine), EventTypes.All);
        Assert.DoesNotContain(typeof(SlotJson), EventTypes.All);
        Assert.Contains(typeof(GridChanged), EventTypes.All);
        Assert.Equal("linkage.fell-short", EventTypes.Code(typeof(LinkageFellShort)));
    }

    private static void Waits(AWhistle whistle, StoryState state, Wait wait) =>
        Assert.Equal((state, wait), (whistle.Story.State, whistle.Story.WaitsFor.What));
}
