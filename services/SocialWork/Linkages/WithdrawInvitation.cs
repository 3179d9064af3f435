using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>The linker thinks again.</summary>
/// <param name="Reason">A code, for example <c>resident-asked-for-another</c>; it stays with the invitation.</param>
public sealed record WithdrawInvitationRequest(string Reason);

internal static class WithdrawInvitation
{
    /// <summary>
    /// The linker takes an invitation back, until the helper has begun. Whoever was asked is thanked, it never counts
    /// against them, and they are not asked again for this whistle; somebody else is looked for.
    /// </summary>
    public static async Task<Results<Ok<InvitationView>, ProblemResult>> Handle(
        Guid id, Guid invitationId, WithdrawInvitationRequest request, SocialWorkDb db, Caller caller)
    {
        if (!caller.In("linker"))
            return IdentityProblems.NoRole.Plain;
        if (!ReasonCode.Is(request.Reason))
            return ReasonCode.Bad.At("reason");
        var linkage = await db.LinkageFor(id, caller);
        if (linkage?.Invitations.Find(x => x.Id == invitationId) is not { } invitation)
            return RequestProblems.NotFound.Plain;

        db.Tell(linkage, linkage.TakeBack(invitationId, request.Reason, db.Now));
        await db.SaveChangesAsync();
        return TypedResults.Ok(InvitationView.Of(invitation));
    }
}
