using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Advice that waits for the linker, who may refuse it. A helper is a helper: no society shows.</summary>
/// <param name="Id">The proposal.</param>
/// <param name="LineId">The line.</param>
/// <param name="ResourceId">Who is proposed, by the owner's id.</param>
/// <param name="Slot">When.</param>
/// <param name="Reasons">Why.</param>
public sealed record ProposalView(Guid Id, Guid LineId, Guid ResourceId, Slot Slot, MatchReasons? Reasons)
{
    public static ProposalView Of(Proposal x) => new(x.Id, x.LineId, x.ResourceId, x.Slot, x.Reasons);
}

internal static class ListProposals
{
    /// <summary>What the last round advised and nobody has confirmed.</summary>
    public static async Task<Results<Ok<Page<ProposalView>>, ProblemResult>> Handle(
        Guid id, SocialWorkDb db, Caller caller, HttpContext http)
    {
        var linkage = await db.LinkageFor(id, caller);
        return linkage is null
            ? RequestProblems.NotFound.Plain
            : TypedResults.Ok(linkage.Proposals.ToPage(http, x => x.Id, ProposalView.Of));
    }
}
