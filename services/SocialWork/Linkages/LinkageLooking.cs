using FiveSocieties.Events;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>How far and how long a linkage looks for help.</summary>
public sealed partial class Linkage
{
    public Circle Circle { get; private set; }

    /// <summary>When the circle was entered.</summary>
    public DateTimeOffset CircleSince { get; private set; }

    /// <summary>When it looks again; null when it has all it needs, or only answers to wait for.</summary>
    public DateTimeOffset? NextLookAt { get; private set; }

    /// <summary>Questions in a row that got no answer.</summary>
    public int LookFailures { get; private set; }

    /// <summary>Where help is needed, rounded to about 50 m by Community; null until asked.</summary>
    public double? Longitude { get; private set; }

    public double? Latitude { get; private set; }

    public void Locate(double longitude, double latitude, Guid? centreId) =>
        (Longitude, Latitude, CentreId) = (longitude, latitude, centreId);

    /// <summary>What has to happen next, in words that do not change.</summary>
    public IEnumerable<string> WaitsFor
    {
        get
        {
            if (PausedAt is not null && Code is null)
                yield return "pause";
            if (LinkerId is null && IsLooking)
                yield return "linker";
            if (Proposals.Count > 0)
                yield return "confirmation";
            else if (NextLookAt is not null)
                yield return "matching";
            if (Code is null && Invitations.Exists(x => x.IsOutstanding))
                yield return "answers";
            if (Code is null && Invitations.Exists(x => x.IsAccepted && !x.HasFinished))
                yield return "service";
            if (Code is null && State == LinkageState.Served)
                yield return "resident";
            if (State == LinkageState.FellShort)
                yield return "sub-district";
        }
    }

    /// <summary>After a look: widens, falls short, or waits for answers or its clock.</summary>
    public IReadOnlyList<object> Looked(LinkageOptions options, DateTimeOffset now)
    {
        LookFailures = 0;
        NextLookAt = null;
        var missing = Lines.Where(IsShort).ToList();
        if (!IsLooking || missing.Count == 0)
            return [];

        var widenAt = options.HoursOf(Urgency).After(CircleSince, options.Of(Urgency).WidenAfter);
        var isLate = widenAt <= now && missing.Exists(line => Proposed(line) == 0);
        var stuck = missing.Where(line => Outstanding(line) + Proposed(line) == 0).ToList();
        var mayWiden = Circle < Circle.Subdistrict
            && stuck.TrueForAll(line => SlotsLeft(line, options, now).Count > 0);
        if (mayWiden && (isLate || stuck.Count > 0))
        {
            (Circle, CircleSince, NextLookAt) = (Circle + 1, now, now);
            return [new CircleWidened(Id, WhistleId, Round, Circle)];
        }

        if (!mayWiden && stuck.Count > 0 && Proposals.Count == 0 && !Invitations.Exists(x => x.IsOutstanding))
            return FallShort(missing, options, now);

        NextLookAt = InRounds ? now + options.RoundEvery : mayWiden ? widenAt : null;
        return [];
    }

    /// <summary>The next round is at this time.</summary>
    public void AwaitRound(DateTimeOffset at) => NextLookAt = at;

    /// <summary>Nobody answered the question: it is asked again after a pause that grows.</summary>
    public void LookFailed(LinkageOptions options, DateTimeOffset now)
    {
        var pause = options.RetryPause * Math.Pow(2, Math.Min(LookFailures++, 16));
        NextLookAt = now + (pause < options.LongestPause ? pause : options.LongestPause);
    }

    private List<object> FallShort(List<LinkageLine> missing, LinkageOptions options, DateTimeOffset now)
    {
        Move(LinkageMove.FallShort);
        FellShortAt = now;
        return
        [
            new LinkageFellShort(Id, WhistleId, Round, [.. missing.Select(line => new MissingLine(
                line.LineId, line.Skill, Wanted(line),
                SlotsLeft(line, options, now).Count == 0 ? "slot" : line.Lacks ?? "circle"))]),
        ];
    }

    /// <summary>Looks at once, or at the next round, if somebody is missing by now.</summary>
    private void LookOn(DateTimeOffset now)
    {
        if (!IsLooking)
            StopLooking();
        else if (Lines.Any(line => Sought(line) > 0))
            NextLookAt = InRounds ? NextLookAt ?? now : now;
        else
            NextLookAt = null;
    }

    private void StopLooking()
    {
        NextLookAt = null;
        Proposals.Clear();
    }

    private bool IsShort(LinkageLine line) => line.Required && Accepted(line) < line.Minimum;
}
