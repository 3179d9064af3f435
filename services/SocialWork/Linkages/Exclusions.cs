using FiveSocieties.Events;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Who is not to be asked for a whistle.</summary>
/// <param name="Resources">For nothing any more.</param>
/// <param name="Times">Not for this time, which they declined.</param>
public sealed record Exclusions(HashSet<Guid> Resources, HashSet<(Guid Resource, Slot Slot)> Times)
{
    /// <summary>
    /// Everybody who was asked before, in any round, and was not thanked away; who declined the time may be asked for
    /// another, who served an earlier round may be asked again. Whom a linker refused is not proposed again.
    /// </summary>
    /// <param name="asked">All invitations of the whistle.</param>
    /// <param name="refused">Whom linkers refused, or changed for somebody else.</param>
    /// <param name="now">The linkage that asks.</param>
    public static Exclusions Of(IEnumerable<Invitation> asked, IEnumerable<Guid> refused, Linkage now)
    {
        var own = now.Invitations.ConvertAll(x => x.Id);
        var standing = asked.Where(x => x.Excludes(x.Slot) && (!x.HasFinished || own.Contains(x.Id))).ToList();
        return new(
            [.. standing.Where(x => x.Declined != DeclineReason.Time).Select(x => x.ResourceId), .. refused],
            [.. standing.Where(x => x.Declined == DeclineReason.Time).Select(x => (x.ResourceId, x.Slot))]);
    }

    public bool Excludes(Guid resource, Slot slot) => Resources.Contains(resource) || Times.Contains((resource, slot));

    /// <summary>The same, but for one of them; what stands against a time remains.</summary>
    public Exclusions But(Guid resource) => this with { Resources = [.. Resources.Where(x => x != resource)] };
}
