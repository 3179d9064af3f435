using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>What the linker decides.</summary>
/// <param name="Proposals">The proposals to be invited.</param>
/// <param name="All">All that are there; instead of <paramref name="Proposals"/>.</param>
public sealed record ConfirmRequest(IReadOnlyList<Guid>? Proposals = null, bool All = false);

internal static class ConfirmProposals
{
    private static readonly Problem Which = new(
        "linkage.confirm-which", 422, "Name proposals, or say all: one of the two.", "请列出推荐,或选择全部,二者取其一。");

    /// <summary>Turns proposals into invitations, as many as their lines still want.</summary>
    public static async Task<Results<Ok<LinkageView>, ProblemResult>> Handle(
        Guid id,
        ConfirmRequest request,
        SocialWorkDb db,
        Caller caller,
        IOptions<LinkageOptions> options)
    {
        if (!caller.In("linker"))
            return IdentityProblems.NoRole.Plain;
        if (request.All == request.Proposals is { Count: > 0 })
            return Which.At("proposals");
        var linkage = await db.LinkageFor(id, caller);
        if (linkage is null)
            return RequestProblems.NotFound.Plain;
        var known = linkage.Proposals.Select(x => x.Id).ToHashSet();
        var wanted = request.Proposals ?? [.. known];
        var gone = wanted.Index().Where(x => !known.Contains(x.Item)).Select(x => (int?)x.Index).FirstOrDefault();
        if (gone is not null)
            return Proposal.Gone.At($"proposals[{gone}]");

        var invited = linkage.Confirm([.. wanted], options.Value, db.Now);
        db.Send(linkage, invited.Select(x => x.Invitation));
        db.AddRange(invited.Select(x => Decision.About(
            linkage, x.Proposal, Verdict.Confirmed, caller.ClientId, db.Now)));
        await db.SaveChangesAsync();
        return TypedResults.Ok(LinkageView.Of(linkage));
    }
}
