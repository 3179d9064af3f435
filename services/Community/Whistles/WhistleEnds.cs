using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Whistles;

/// <summary>How a whistle ends, and how what ended begins again.</summary>
public sealed partial class Whistle
{
    public static readonly Problem ReopenTooLate = new(
        "whistle.reopen-too-late", 409, "The time to reopen the whistle is over.", "哨单重启期限已过。");

    public ClosingCode? Closing { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The whistle that stands for both.</summary>
    public Guid? DuplicateOf { get; private set; }

    /// <summary>Code of the body that is answerable instead.</summary>
    public string? OtherBody { get; private set; }

    /// <summary>Why it cannot be solved now; stays when it is blown again.</summary>
    public Deferral? Deferral { get; private set; }

    /// <summary>How often the resident said that it was not solved.</summary>
    public int Reopenings { get; private set; }

    public void MarkDuplicate(Guid of, string by, DateTimeOffset now)
    {
        Move(WhistleMove.MarkDuplicate, by, now);
        DuplicateOf = of;
    }

    public void Disown(string body, string by, DateTimeOffset now)
    {
        Move(WhistleMove.Disown, by, now, body);
        OtherBody = body;
    }

    public void Withdraw(string reason, string by, DateTimeOffset now)
    {
        Move(WhistleMove.Withdraw, by, now, reason);
        Close(ClosingCode.NoLongerNeeded, now);
    }

    public void Defer(Deferral deferral, string by, DateTimeOffset now)
    {
        Move(WhistleMove.Defer, by, now, deferral.Reason);
        Deferral = deferral;
    }

    /// <summary>The review found no way.</summary>
    public void GiveUp(string reason, string by, DateTimeOffset now)
    {
        Move(WhistleMove.GiveUp, by, now, reason);
        Close(ClosingCode.CouldNotBeSolved, now);
    }

    /// <summary>Solved or partly; what is not solved is reopened instead.</summary>
    public void Answer(Answer answer, Proxy? proxy, string by, DateTimeOffset now)
    {
        Move(WhistleMove.Answer, by, now, $"{answer}", proxy);
        Close(answer == Events.Answer.Solved ? ClosingCode.Solved : ClosingCode.Partly, now);
    }

    /// <summary>The time to answer is over.</summary>
    public void FallSilent(DateTimeOffset now)
    {
        Move(WhistleMove.FallSilent, Clock, now);
        Close(ClosingCode.Silence, now);
    }

    /// <summary>Not solved, says the resident: another round with the same lines, or the sub-district.</summary>
    public void Reopen(WhistleClocks clocks, Proxy? proxy, string by, DateTimeOffset now)
    {
        var move = Reopenings < clocks.Options.Reopenings ? WhistleMove.Reopen : WhistleMove.ReopenAbove;
        if (!Allows(move) || Closing is ClosingCode.CouldNotBeSolved)
            throw new BrokenRule(IllegalMove);
        if (ClosedAt + clocks.Options.ReopenPeriod < now)
            throw new BrokenRule(ReopenTooLate);
        Move(move, by, now, $"{Events.Answer.NotSolved}", proxy);
        Reopenings++;
        (Closing, ClosedAt, AnswerBy, DueAt) = (null, null, null, null);
        if (move == WhistleMove.Reopen)
            Begin(Lines.Renewed(now), clocks.DeadlinesOf(Urgency, now), from: null);
    }

    private void Close(ClosingCode code, DateTimeOffset now) =>
        (Closing, ClosedAt, DueAt) = (code, now, null);
}
