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
        this SocialWorkDb db, Linkage linkage, CancellationToken cancel = default) => Exclusions.Of(
            await db.Invitations.AsNoTracking().Where(x => x.WhistleId == linkage.WhistleId).ToListAsync(cancel), linkage);

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
