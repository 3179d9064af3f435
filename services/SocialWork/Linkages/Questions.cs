using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>How SocialWork puts a line to Matching, and reads the answer.</summary>
internal static class Questions
{
    /// <summary>Who is not to be asked for this whistle any more.</summary>
    public static async Task<Exclusions> AskedBefore(
        this SocialWorkDb db, Linkage linkage, CancellationToken cancel = default) =>
        (await db.AskedBefore([linkage], cancel))[linkage.Id];

    /// <summary>The same for many linkages, by their ids.</summary>
    public static async Task<Dictionary<Guid, Exclusions>> AskedBefore(
        this SocialWorkDb db, IReadOnlyCollection<Linkage> linkages, CancellationToken cancel = default)
    {
        var whistles = linkages.Select(x => x.WhistleId).ToHashSet();
        var asked = (await db.Invitations.AsNoTracking().Where(x => whistles.Contains(x.WhistleId)).ToListAsync(cancel))
            .ToLookup(x => x.WhistleId);
        var refused = (await db.Decisions.Where(x => whistles.Contains(x.WhistleId) && x.Verdict != Verdict.Confirmed)
            .Select(x => new { x.WhistleId, x.ResourceId }).ToListAsync(cancel)).ToLookup(x => x.WhistleId, x => x.ResourceId);
        return linkages.ToDictionary(
            linkage => linkage.Id,
            linkage => Exclusions.Of(asked[linkage.WhistleId], refused[linkage.WhistleId], linkage));
    }

    /// <summary>Learns where the help is needed, once.</summary>
    public static async Task Locate(
        this Linkage linkage, Territory.TerritoryClient territory, CancellationToken cancel)
    {
        if (linkage.Longitude is not null)
            return;
        var place = await territory.WhistlePlaceAsync(
            new() { WhistleId = $"{linkage.WhistleId}" }, cancellationToken: cancel);
        linkage.Locate(
            place.Place.Longitude, place.Place.Latitude,
            Guid.TryParse(place.ServiceCentreId, out var centre) ? centre : null);
    }

    public static Line About(
        Linkage linkage,
        LinkageLine line,
        int quantity,
        Exclusions excluded,
        LinkageOptions options,
        DateTimeOffset now) => new()
        {
            WhistleId = $"{linkage.WhistleId}",
            LineId = $"{line.LineId}",
            Community = linkage.Community,
            Kind = (ResourceKind)line.Kind,
            Size = line.Size,
            Skill = line.Skill,
            LeastLevel = line.LeastLevel,
            WantedLevel = Math.Max(line.LeastLevel, line.WantedLevel),
            Place = new() { Longitude = linkage.Longitude ?? 0, Latitude = linkage.Latitude ?? 0 },
            MicroGridId = $"{linkage.MicroGridId}",
            Slots = { linkage.SlotsLeft(line, options, now).Select(slot => slot.Number) },
            Priority = options.Of(linkage.Urgency).Priority,
            Eligibility = { line.Eligibility },
            Circle = (SearchCircle)(linkage.Circle + 1),
            Quantity = Math.Clamp(quantity, 1, 50),
            Excluded = { excluded.Resources.Select(id => $"{id}") },
            DeclinedTimes =
            {
                excluded.Times.Select(x => new DeclinedTime { ResourceId = $"{x.Resource}", Slot = x.Slot.Number }),
            },
        };

    public static Policy ToPolicy(this MatchingPolicy policy) => new()
    {
        Version = policy.Version,
        LevelGap = policy.LevelGap,
        OtherMicroGrid = policy.OtherMicroGrid,
        Evenness = policy.Evenness,
        Detour = policy.Detour,
        WalkingSpeed = policy.WalkingSpeed,
        FiveMinutes = policy.FiveMinutes,
        FifteenMinutes = policy.FifteenMinutes,
        TaskMinutes = policy.TaskMinutes,
    };

    public static Choice ToChoice(this Candidate candidate, Guid lineId) => new(
        lineId, (Society)candidate.Owner, Guid.Parse(candidate.ResourceId), Slot.FromNumber(candidate.Slot),
        candidate.ToReasons());

    public static MatchReasons ToReasons(this Candidate candidate) => new(
        candidate.Cost, candidate.Reasons.WalkingSeconds, candidate.Reasons.LevelGap,
        candidate.Reasons.OtherMicroGrid, candidate.Reasons.Evenness);

    /// <summary>A limit in one word, for example <c>opted-out</c>; null when there is none.</summary>
    public static string? ToWord(this Limit limit) =>
        limit == Limit.Unspecified ? null : JsonNamingPolicy.KebabCaseLower.ConvertName($"{limit}");
}
