using FiveSocieties.Events;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Insights.Stories;
using Host = FiveSocieties.Tests.TestKit.ServiceHost<FiveSocieties.Insights.InsightsDb>;

namespace FiveSocieties.Tests.Insights;

/// <summary>The events of one whistle in the order of life; each method tells one more.</summary>
internal sealed class AWhistle(DateTimeOffset start, Urgency urgency = Urgency.Urgent, Guid? place = null)
{
    private readonly DateTimeOffset start = start;
    private readonly Guid linkage = Guid.CreateVersion7();
    private readonly Guid line = Guid.CreateVersion7();
    private readonly Guid microGrid = place ?? Guid.CreateVersion7();
    private readonly List<Told> told = [];
    private DateTimeOffset now = start;
    private int round;

    public Guid Id { get; } = Guid.CreateVersion7();

    public IReadOnlyList<Told> Told => told;

    public Story Story => Story.Of(told);

    /// <summary>The same as rows of the log, each teller's versions counted as it tells.</summary>
    public IEnumerable<LoggedEvent> Rows(string community = Host.Community) =>
        told.Select((x, i) => LoggedEvent.Of(Guid.CreateVersion7(), x.Event, x.At, community, i + 1));

    public DateTimeOffset RespondBy => start.AddHours(4);

    public AWhistle After(double minutes)
    {
        now = now.AddMinutes(minutes);
        return this;
    }

    public AWhistle Raised() => Tell(new WhistleRaised(Id, microGrid, "medical", urgency, "resident"));

    public AWhistle Blown()
    {
        round++;
        return Tell(new WhistleBlown(Id, round, microGrid, urgency, RespondBy, start.AddDays(1),
            [new(line, NeedKind.People, "accompany", 1, 3, 2, 2, true, [Slot.Of(start.AddDays(1))], [])]));
    }

    public AWhistle Opened() => Tell(new LinkageOpened(linkage, Id, round));

    public AWhistle Widened() => Tell(new CircleWidened(linkage, Id, round, Circle.FifteenMinutes));

    public AWhistle Invited(Society society, out Guid invitation)
    {
        invitation = Guid.CreateVersion7();
        return Tell(new InvitationSent(
            invitation, linkage, Id, round, line, society, Guid.CreateVersion7(), "accompany",
            Slot.Of(start.AddDays(1)), now.AddMinutes(30), "policy-1"));
    }

    public AWhistle Accepted(Guid invitation) =>
        Tell(new InvitationAccepted(invitation, Id, Society.Volunteers, default));

    public AWhistle Declined(Guid invitation) =>
        Tell(new InvitationDeclined(invitation, Id, Society.Volunteers, default, DeclineReason.Time));

    public AWhistle Formed(params Society[] societies) => Tell(new LinkageFormed(linkage, Id, round, societies));

    /// <summary>The first to begin starts the linkage.</summary>
    public AWhistle Started(Guid invitation)
    {
        Tell(new EngagementStarted(invitation, Id, Society.Volunteers, default));
        return told.Exists(x => x.Event is LinkageStarted) ? this : Tell(new LinkageStarted(linkage, Id, round));
    }

    public AWhistle Finished(Guid invitation, int minutes) => Tell(
        new EngagementFinished(invitation, Id, round, Society.Volunteers, default, minutes, Evidence.CheckInOut));

    public AWhistle Served(int minutes) => Tell(new LinkageServed(linkage, Id, round, minutes));

    public AWhistle Asked() => Tell(new AnswerRequested(Id, round, now.AddDays(3)));

    public AWhistle Answered() => Tell(new WhistleAnswered(Id, round, Answer.Solved));

    public AWhistle Closed(ClosingCode code) => Tell(new WhistleClosed(Id, round, code));

    public AWhistle FellShort(string skill = "accompany") =>
        Tell(new LinkageFellShort(linkage, Id, round, [new(line, skill, 1, "slot")]));

    public AWhistle Escalated() => Tell(new WhistleEscalated(Id, round, "fell-short"));

    public AWhistle Missed(Guid invitation) =>
        Tell(new EngagementMissed(invitation, Id, Society.Volunteers, default));

    public AWhistle Duplicate() => Tell(new WhistleMarkedDuplicate(Id, Guid.CreateVersion7()));

    public AWhistle NotOurs() => Tell(new WhistleNotOurs(Id, round, "water-company"));

    public AWhistle Deferred() => Tell(new WhistleDeferred(Id, round, "no-budget", start.AddDays(30)));

    public AWhistle Paused() => Tell(new WhistlePaused(Id, round, "resident-in-hospital", now.AddDays(2)));

    public AWhistle Resumed() => Tell(new WhistleResumed(Id, round, RespondBy.AddDays(2), start.AddDays(3)));

    public AWhistle Reopened(int times = 1) => Tell(new WhistleReopened(Id, round, times, false));

    /// <summary>Who raised it needs nothing any more.</summary>
    public AWhistle Withdrawn()
    {
        Tell(new WhistleWithdrawn(Id, round, "no-longer-needed"));
        return Closed(ClosingCode.NoLongerNeeded);
    }

    public AWhistle Credited(Guid invitation, long points) =>
        Tell(new PointsCredited(
            Guid.CreateVersion7(), Guid.CreateVersion7(), points, "service-minutes", invitation, Id));

    /// <summary>The happy path: two helpers of two societies, 90 minutes, solved, 45 points.</summary>
    public static AWhistle Solved(DateTimeOffset start) => new AWhistle(start)
        .Raised().After(5).Blown().Opened().Invited(Society.Volunteers, out var one)
        .Invited(Society.PartyBranches, out var two)
        .After(10).Accepted(one).After(2).Accepted(two).Formed(Society.PartyBranches, Society.Volunteers)
        .After(60).Started(one).After(30).Finished(one, 30).After(1).Started(two).After(59).Finished(two, 60)
        .Served(90).Asked()
        .After(120).Answered().Closed(ClosingCode.Solved).Credited(one, 15).Credited(two, 30);

    private AWhistle Tell(object @event)
    {
        told.Add(new(now, @event));
        return this;
    }
}
