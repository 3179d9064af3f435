using FiveSocieties.Engagements;

namespace FiveSocieties.SocialWork.SocialWorkers;

/// <summary>A social worker: links the parties of a need, and can be asked to serve like anybody else.</summary>
public sealed class SocialWorker : Helper
{
    /// <summary>Names the sealed columns.</summary>
    public const string Noun = "social-workers";

    /// <summary>The skill of holding a linkage together.</summary>
    public const string Linking = "linking";

    /// <summary>The agency that employs the person; null when the community itself recruited them.</summary>
    public Guid? AgencyId { get; set; }

    /// <summary>A code, for example <c>assistant-social-worker</c> or <c>senior-social-worker</c>.</summary>
    public required string Qualification { get; set; }

    /// <summary>Most linkages held at the same time.</summary>
    public int LinkageCap { get; set; }
}

/// <summary>A social worker, as far as choosing a linker needs to know them.</summary>
/// <param name="Id">The social worker.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="CanLink">Has the skill <c>linking</c>.</param>
/// <param name="Holds">Linkages held now.</param>
/// <param name="Cap">Most linkages held at the same time.</param>
public sealed record LinkerCandidate(Guid Id, string Community, bool CanLink, int Holds, int Cap)
{
    /// <summary>
    /// Among those below their cap: who held the round before; else the own community before the rest of the
    /// sub-district, the skilled before the others, who holds least, and by id. Null when nobody is free.
    /// </summary>
    public static Guid? Choose(IEnumerable<LinkerCandidate> candidates, string community, Guid? before) => candidates
        .Where(x => x.Holds < x.Cap)
        .OrderByDescending(x => x.Id == before)
        .ThenByDescending(x => x.Community == community)
        .ThenByDescending(x => x.CanLink)
        .ThenBy(x => x.Holds)
        .ThenBy(x => x.Id)
        .Select(x => (Guid?)x.Id)
        .FirstOrDefault();
}
