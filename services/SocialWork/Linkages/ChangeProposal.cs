using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>The linker would rather ask somebody else, or for another time.</summary>
/// <param name="ResourceId">Who, by the owner's id; <c>explanations</c> says beforehand whether they fit.</param>
/// <param name="Society">Whose; the one that is proposed when not said.</param>
/// <param name="Slot">When, one of the line's times; the one that is proposed when not said.</param>
/// <param name="Reason">A code, for example <c>speaks-her-dialect</c>; it is kept.</param>
public sealed record ChangeRequest(Guid ResourceId, string Reason, Society? Society = null, Slot? Slot = null);

internal static class ChangeProposal
{
    private static readonly Problem NoOwner = new(
        "linkage.no-owner", 422, "The community itself has nobody to be asked.", "社区自身没有可邀请的资源。");

    private static readonly Problem SlotGone = new(
        "linkage.slot-gone", 422, "This is not a time of the line that can still be asked for.",
        "该时段不属于该需求项,或已无法邀请。");

    private static readonly Problem AskedAlready = new(
        "linkage.asked-already", 409, "They were asked for this whistle before, or the linker refused them.",
        "已就此次吹哨询问过,或已被联络员拒绝。");

    /// <summary>Invites whom the linker names instead. The owner's row decides whether they can; whoever was proposed is
    /// not proposed again for this whistle.</summary>
    public static async Task<Results<Ok<LinkageView>, ProblemResult>> Handle(
        Guid id,
        Guid proposalId,
        ChangeRequest request,
        SocialWorkDb db,
        Caller caller,
        IOptions<LinkageOptions> options)
    {
        if (!caller.In("linker"))
            return IdentityProblems.NoRole.Plain;
        if (!ReasonCode.Is(request.Reason))
            return ReasonCode.Bad.At("reason");
        if (request.Society == Society.Community)
            return NoOwner.At("society");
        var linkage = await db.LinkageFor(id, caller);
        if (linkage is null)
            return RequestProblems.NotFound.Plain;
        var excluded = await db.AskedBefore(linkage);

        var proposal = linkage.Proposed(proposalId);
        var instead = proposal.ToChoice() with
        {
            ResourceId = request.ResourceId,
            Society = request.Society ?? proposal.Society,
            Slot = request.Slot ?? proposal.Slot,
            Reasons = null,
        };
        if (excluded.Excludes(instead.ResourceId, instead.Slot))
            return AskedAlready.At("resourceId");
        if (linkage.Change(proposalId, instead, options.Value, db.Now) is not { } invitation)
            return SlotGone.At("slot");

        db.Send(linkage, [invitation]);
        db.Add(Decision.About(
            linkage, proposal, Verdict.Changed, caller.ClientId, db.Now, request.Reason, instead.ResourceId));
        await db.SaveChangesAsync();
        return TypedResults.Ok(LinkageView.Of(linkage));
    }
}
