using FiveSocieties.Matching.Engine;
using FiveSocieties.ResourceMatching;
using Candidate = FiveSocieties.Matching.Engine.Candidate;
using Evenness = FiveSocieties.Matching.Engine.Evenness;
using NearMiss = FiveSocieties.Matching.Engine.NearMiss;
using Told = FiveSocieties.ResourceMatching;

namespace FiveSocieties.Matching.Matches;

/// <summary>Writes the engine's answers; the numbers of limits are the same on both sides.</summary>
internal static class MatchWriting
{
    private const int Part = 1000;

    public static Told.Candidate Write(this Candidate candidate) => new()
    {
        ResourceId = $"{candidate.Helper.Hat.Id}",
        Owner = (ResourceOwner)candidate.Helper.Hat.Owner,
        Slot = candidate.Slot,
        Cost = candidate.Cost,
        Reasons = new()
        {
            WalkingSeconds = candidate.Reasons.Walking,
            LevelGap = candidate.Reasons.LevelGap,
            OtherMicroGrid = candidate.Reasons.OtherMicroGrid,
            Evenness = (int)candidate.Evenness,
        },
    };

    public static Told.NearMiss Write(this NearMiss miss) => new()
    {
        ResourceId = $"{miss.Helper.Hat.Id}",
        Owner = (ResourceOwner)miss.Helper.Hat.Owner,
        Limit = (Told.Limit)miss.Verdict.Limit,
        MissedBy = miss.Verdict.MissedBy,
    };

    /// <summary>In parts of at most so many lists' entries; the last has the rest.</summary>
    public static IEnumerable<RoundReply> Write(
        this RoundAnswer answer, string policyVersion, Evenness load, Evenness service)
    {
        foreach (var part in answer.Placements.Chunk(Part))
            yield return new()
            {
                Assignments =
                {
                    part.Select(placement => new Assignment
                    {
                        LineId = placement.Need.Id,
                        Candidate = placement.Candidate.Write(),
                    }),
                },
            };
        foreach (var part in answer.Open.Chunk(Part))
            yield return new()
            {
                Unserved =
                {
                    part.Select(line => new UnservedLine
                    {
                        LineId = line.Need.Id,
                        Open = line.Units,
                        Lacks = (Told.Limit)line.Lacks,
                    }),
                },
            };
        yield return new()
        {
            ServedPerPriority = { answer.Served },
            Cost = answer.Cost,
            Gap = answer.Gap,
            Iterations = answer.Iterations,
            Milliseconds = answer.Elapsed.TotalMilliseconds,
            PolicyVersion = policyVersion,
            Load = load.Write(),
            Service = service.Write(),
        };
    }

    private static Told.Evenness Write(this Evenness evenness) =>
        new() { Before = evenness.Before, After = evenness.After };
}
