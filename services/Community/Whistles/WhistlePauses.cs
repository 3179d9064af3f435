using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Whistles;

/// <summary>The clocks of a whistle stand still for a reason and a while.</summary>
public sealed partial class Whistle
{
    /// <summary>Null while the clocks run.</summary>
    public WhistlePause? Pause { get; private set; }

    public void StopClocks(string reason, DateTimeOffset until, string by, DateTimeOffset now)
    {
        if (Pause is not null)
            throw new BrokenRule(IllegalMove);
        Move(WhistleMove.Pause, by, now, reason);
        Pause = new(reason, now, until);
        DueAt = until;
    }

    /// <summary>Each clock has as much left as it had when it was stopped.</summary>
    public void RunClocks(WhistleClocks clocks, string by, DateTimeOffset now)
    {
        if (Pause is not { } pause)
            throw new BrokenRule(IllegalMove);
        var due = clocks.Resumed(Urgency, new(RespondBy!.Value, ResolveBy!.Value), pause.From, now);
        Move(WhistleMove.Resume, by, now);
        (RespondBy, ResolveBy, DueAt, Pause) = (due.RespondBy, due.ResolveBy, due.ResolveBy, null);
    }

    /// <summary>The time of the pause is over.</summary>
    public void RunClocks(WhistleClocks clocks, DateTimeOffset now) => RunClocks(clocks, Clock, now);
}
