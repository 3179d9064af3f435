using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>The linker does not want this.</summary>
/// <param name="Reason">A code, for example <c>resident-knows-them</c>; it is kept.</param>
public sealed record RefuseRequest(string Reason);

internal static class RefuseProposal
{
    /// <summary>Takes a proposal off; whoever it advised is not proposed again for this whistle.</summary>
    public static async Task<Results<Ok<LinkageView>, ProblemResult>> Handle(
        Guid id, Guid proposalId, RefuseRequest request, SocialWorkDb db, Caller caller)
    {
        if (!caller.In("linker"))
            return IdentityProblems.NoRole.Plain;
        if (!ReasonCode.Is(request.Reason))
            return ReasonCode.Bad.At("reason");
        var linkage = await db.LinkageFor(id, caller);
        if (linkage is null)
            return RequestProblems.NotFound.Plain;

        var proposal = linkage.Refuse(proposalId, db.Now);
        db.Add(Decision.About(linkage, proposal, Verdict.Refused, caller.ClientId, db.Now, request.Reason));
        await db.SaveChangesAsync();
        return TypedResults.Ok(LinkageView.Of(linkage));
    }
}
