using FiveSocieties.Events;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Section <c>Linkage</c>: how help is looked for. The defaults are the district's table.</summary>
public sealed class LinkageOptions
{
    public const string Section = "Linkage";

    public UrgencyTerms Emergency { get; set; } = new()
    {
        Priority = 3,
        AnswerWithin = TimeSpan.FromMinutes(5),
        WidenAfter = TimeSpan.FromMinutes(2),
        Factor = 3,
    };

    public UrgencyTerms Urgent { get; set; } = new()
    {
        Priority = 3,
        AnswerWithin = TimeSpan.FromMinutes(30),
        WidenAfter = TimeSpan.FromMinutes(15),
        Factor = 2,
    };

    public UrgencyTerms General { get; set; } = new()
    {
        Priority = 2,
        AnswerWithin = TimeSpan.FromHours(8),
        WidenAfter = TimeSpan.FromHours(4),
        Factor = 1,
    };

    public UrgencyTerms Complex { get; set; } = new()
    {
        Priority = 1,
        AnswerWithin = TimeSpan.FromHours(24),
        WidenAfter = TimeSpan.FromHours(8),
        Factor = 1,
    };

    /// <summary>From this hour people may be asked for general and complex needs, Asia/Shanghai.</summary>
    public int AskFrom { get; set; } = 8;

    /// <summary>Until this hour, Asia/Shanghai.</summary>
    public int AskUntil { get; set; } = 21;

    /// <summary>How often general and complex lines of a sub-district are matched together.</summary>
    public TimeSpan RoundEvery { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>First pause after a question that got no answer; doubled each time.</summary>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such pause.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(5);

    public MatchingPolicy Policy { get; set; } = new();

    /// <summary>Whether every number is one that can be worked with.</summary>
    public bool IsSound =>
        Enum.GetValues<Urgency>().All(urgency => Of(urgency).IsSound)
        && AskFrom >= 0 && AskFrom < AskUntil && AskUntil <= 24
        && RoundEvery > TimeSpan.Zero && RetryPause > TimeSpan.Zero && LongestPause >= RetryPause
        && Policy.IsSound;

    /// <summary>General and complex lines are matched together and wait for the linker.</summary>
    public static bool InRounds(Urgency urgency) => urgency is Urgency.General or Urgency.Complex;

    public UrgencyTerms Of(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => Emergency,
        Urgency.Urgent => Urgent,
        Urgency.General => General,
        _ => Complex,
    };

    /// <summary>When people may be asked.</summary>
    public AskingHours HoursOf(Urgency urgency) =>
        InRounds(urgency) ? new(AskFrom, AskUntil) : AskingHours.Always;
}

/// <summary>One row of the table of urgencies.</summary>
public sealed class UrgencyTerms
{
    /// <summary>3 most pressing, 1 least.</summary>
    public int Priority { get; set; }

    /// <summary>Time to answer an invitation.</summary>
    public TimeSpan AnswerWithin { get; set; }

    /// <summary>How long a circle lasts at most while too few have accepted.</summary>
    public TimeSpan WidenAfter { get; set; }

    /// <summary>Outstanding invitations for each helper still wanted.</summary>
    public int Factor { get; set; }

    internal bool IsSound => Priority is >= 1 and <= 3 && Factor is >= 1 and <= 4
        && AnswerWithin > TimeSpan.Zero && WidenAfter > TimeSpan.Zero;
}

/// <summary>The weights of the match, sent with each question.</summary>
public sealed class MatchingPolicy
{
    /// <summary>Stands as <c>decidedBy</c> in each invitation: change it with the weights.</summary>
    public string Version { get; set; } = "policy-1";

    /// <summary>Seconds of walking that one level below the wanted one is worth.</summary>
    public int LevelGap { get; set; } = 60;

    /// <summary>Seconds that another micro-grid is worth.</summary>
    public int OtherMicroGrid { get; set; } = 30;

    /// <summary>A load of x costs this times x squared.</summary>
    public int Evenness { get; set; } = 15;

    /// <summary>Way on foot for each metre of straight line.</summary>
    public double Detour { get; set; } = 1.3;

    /// <summary>Metres a second.</summary>
    public double WalkingSpeed { get; set; } = 1.2;

    /// <summary>Seconds on foot of the first circle.</summary>
    public int FiveMinutes { get; set; } = 300;

    /// <summary>Seconds on foot of the second circle.</summary>
    public int FifteenMinutes { get; set; } = 900;

    /// <summary>What a task is reckoned to take where evenness is reported.</summary>
    public int TaskMinutes { get; set; } = 60;

    internal bool IsSound => Version.Length is > 0 and <= 40 && Version is not ("linker" or "offer")
        && LevelGap >= 0 && OtherMicroGrid >= 0 && Evenness >= 0 && Detour >= 1 && WalkingSpeed > 0
        && FiveMinutes > 0 && FifteenMinutes > FiveMinutes && TaskMinutes > 0;
}

/// <summary>The hours of a day, Asia/Shanghai, in which people may be disturbed.</summary>
/// <param name="From">First hour.</param>
/// <param name="Until">The hour after the last.</param>
public sealed record AskingHours(int From, int Until)
{
    public static readonly AskingHours Always = new(0, 24);

    /// <summary>This instant if people may be asked now, else the next opening.</summary>
    public DateTimeOffset Next(DateTimeOffset now)
    {
        var local = now.ToOffset(Slot.Offset);
        var today = local - local.TimeOfDay;
        if (local >= today.AddHours(Until))
            return today.AddDays(1).AddHours(From).ToUniversalTime();
        return local < today.AddHours(From) ? today.AddHours(From).ToUniversalTime() : now;
    }

    /// <summary>The instant at which so much time has passed, counting these hours alone.</summary>
    public DateTimeOffset After(DateTimeOffset start, TimeSpan time)
    {
        for (var at = Next(start); ;)
        {
            var local = at.ToOffset(Slot.Offset);
            var left = (local - local.TimeOfDay).AddHours(Until) - local;
            if (time <= left)
                return at + time;
            time -= left;
            at = Next(at + left);
        }
    }
}
