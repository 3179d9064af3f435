using FiveSocieties.ResourceMatching;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>What a round of a sub-district came to: kept, so that it can be looked at which policy served how many, at what
/// cost, and how evenly.</summary>
public sealed class MatchedRound
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>First nine digits of the codes of its communities.</summary>
    public string Subdistrict { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    public string PolicyVersion { get; private init; } = "";

    public int Linkages { get; private init; }

    public int Lines { get; private init; }

    /// <summary>Units of priority 3, 2 and 1 for which somebody is proposed.</summary>
    public int Pressing { get; private init; }

    public int General { get; private init; }

    public int Complex { get; private init; }

    /// <summary>Units for which nobody is.</summary>
    public int Unserved { get; private init; }

    /// <summary>All costs together, in seconds on foot or their worth.</summary>
    public long Cost { get; private init; }

    /// <summary>What the answer may be away from the optimum; 0 is exact.</summary>
    public long Gap { get; private init; }

    public double Milliseconds { get; private init; }

    /// <summary>Gini coefficient of helpers' minutes of 28 days.</summary>
    public double LoadBefore { get; private init; }

    /// <summary>The same if everybody accepts.</summary>
    public double LoadAfter { get; private init; }

    /// <summary>Gini coefficient of units served in 28 days over micro-grids.</summary>
    public double ServiceBefore { get; private init; }

    /// <summary>The same if everybody accepts.</summary>
    public double ServiceAfter { get; private init; }

    public static MatchedRound Of(
        string subdistrict, int linkages, RoundRequest asked, RoundReply reply, DateTimeOffset now) => new()
        {
            Subdistrict = subdistrict,
            At = now,
            PolicyVersion = reply.PolicyVersion,
            Linkages = linkages,
            Lines = asked.Lines.Count,
            Pressing = reply.ServedPerPriority.ElementAtOrDefault(2),
            General = reply.ServedPerPriority.ElementAtOrDefault(1),
            Complex = reply.ServedPerPriority.ElementAtOrDefault(0),
            Unserved = reply.Unserved.Sum(line => line.Open),
            Cost = reply.Cost,
            Gap = reply.Gap,
            Milliseconds = reply.Milliseconds,
            LoadBefore = reply.Load?.Before ?? 0,
            LoadAfter = reply.Load?.After ?? 0,
            ServiceBefore = reply.Service?.Before ?? 0,
            ServiceAfter = reply.Service?.After ?? 0,
        };
}
