using FiveSocieties.Events;

namespace FiveSocieties.Community.Whistles;

/// <summary>A round of a whistle, from the blowing to the help given or to the sub-district.</summary>
public sealed partial class Whistle
{
    private const string Linkage = "linkage";

    /// <summary>
    /// A new round begins, with lines and clocks of its own; when the sub-district blows, help is looked for in all of
    /// it from the start.
    /// </summary>
    public void Blow(IReadOnlyList<NeedLine> lines, Deadlines deadlines, string by, DateTimeOffset now)
    {
        var isAbove = IsAbove;
        Move(WhistleMove.Blow, by, now);
        Begin(lines, deadlines, isAbove ? Events.Circle.Subdistrict : null);
    }

    /// <summary>A linker has taken it on or looks further: whatever was heard first, the widest circle stays.</summary>
    public void Widen(Guid linkageId, int round, Circle circle)
    {
        if (round != Round)
            return;
        LinkageId = linkageId;
        Circle = Circle is { } known && known > circle ? known : circle;
    }

    /// <summary>Forms or starts, if this is news; false when it is late.</summary>
    public bool Hear(WhistleMove move, Guid linkageId, int round, DateTimeOffset now)
    {
        if (round != Round || !Allows(move))
            return false;
        LinkageId = linkageId;
        Move(move, Linkage, now);
        return true;
    }

    /// <summary>The help has been given; false when that was known, or the round is over.</summary>
    public bool Serve(
        Guid linkageId, int round, IEnumerable<string> clients, DateTimeOffset answerBy, DateTimeOffset now)
    {
        if (!Hear(WhistleMove.Serve, linkageId, round, now))
            return false;
        ServedBy = [.. ServedBy.Union(clients)];
        DueAt = AnswerBy = answerBy;
        return true;
    }

    /// <summary>Nobody is left to ask; false when the round is over.</summary>
    public bool FallShort(Guid linkageId, int round, string reason, DateTimeOffset now)
    {
        if (round != Round || !Allows(WhistleMove.Escalate))
            return false;
        LinkageId = linkageId;
        Escalate(reason, Linkage, now);
        return true;
    }

    /// <summary>The time to resolve is over.</summary>
    public void RunLate(string reason, DateTimeOffset now) => Escalate(reason, Clock, now);

    private void Begin(IReadOnlyList<NeedLine> lines, Deadlines deadlines, Circle? from)
    {
        Round++;
        Lines = lines;
        (RespondBy, ResolveBy) = (deadlines.RespondBy, deadlines.ResolveBy);
        DueAt = ResolveBy;
        (LinkageId, Circle, AnswerBy) = (null, from, null);
    }

    private void Escalate(string reason, string by, DateTimeOffset now)
    {
        Move(WhistleMove.Escalate, by, now, reason);
        DueAt = null;
    }
}
