using FiveSocieties.SocialWork.Linkages;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.SocialWorkers;

internal static class ChooseLinker
{
    /// <summary>The social worker who is to hold a linkage of this community, or null while nobody is free.</summary>
    /// <param name="before">Who held the round before: kept if free.</param>
    public static async Task<Guid?> Linker(this SocialWorkDb db, string community, Guid? before = null)
    {
        var subdistrict = Linkage.SubdistrictOf(community);
        var holds = await db.Linkages.Where(x => x.Subdistrict == subdistrict && x.LinkerId != null
                && (x.State == LinkageState.Open || x.State == LinkageState.Inviting
                    || x.State == LinkageState.Formed || x.State == LinkageState.InService))
            .GroupBy(x => x.LinkerId!.Value).Select(x => new { Linker = x.Key, Count = x.Count() })
            .ToDictionaryAsync(x => x.Linker, x => x.Count);
        var workers = await db.SocialWorkers.Where(x => x.Community.StartsWith(subdistrict) && !x.Suspended)
            .Select(x => new { x.Id, x.Community, x.Skills, x.LinkageCap }).ToListAsync();
        return LinkerCandidate.Choose(
            workers.Select(x => new LinkerCandidate(
                x.Id, x.Community, x.Skills.Any(skill => skill.Code == SocialWorker.Linking),
                holds.GetValueOrDefault(x.Id), x.LinkageCap)),
            community,
            before);
    }
}
