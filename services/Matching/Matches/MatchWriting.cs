using FiveSocieties.Matching.Engine;
using FiveSocieties.ResourceMatching;
using Candidate = FiveSocieties.Matching.Engine.Candidate;
using NearMiss = FiveSocieties.Matching.Engine.NearMiss;
using Told = FiveSocieties.ResourceMatching;

namespace FiveSocieties.Matching.Matches;

/// <summary>Writes the engine's answers; the numbers of limits are the same on both sides.</summary>
internal static class MatchWriting
{
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

    public static RoundReply Write(this RoundAnswer answer, string policyVersion) => new()
    {
        Assignments =
        {
            answer.Placements.Select(placement => new Assignment
            {
                LineId = placement.Need.Id,
                Candidate = placement.Candidate.Write(),
            }),
        },
        Unserved =
        {
            answer.Open.Select(line => new UnservedLine
            {
                LineId = line.Need.Id,
                Open = line.Units,
                Lacks = (Told.Limit)line.Lacks,
            }),
        },
        ServedPerPriority = { answer.Served },
        Cost = answer.Cost,
        Gap = answer.Gap,
        Iterations = answer.Iterations,
        Milliseconds = answer.Elapsed.TotalMilliseconds,
        PolicyVersion = policyVersion,
    };
}
