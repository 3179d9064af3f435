using System.Text.RegularExpressions;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>The linker thinks again.</summary>
/// <param name="Reason">A code, for example <c>resident-asked-for-another</c>; it stays with the invitation.</param>
public sealed record WithdrawInvitationRequest(string Reason);

internal static partial class WithdrawInvitation
{
    private static readonly Problem BadReason = new(
        "invitation.reason", 422, "A reason is a code of 2 to 40 lower-case letters, digits and dashes.",
        "原因应为 2 至 40 个小写字母、数字或连字符组成的代码。");

    /// <summary>
    /// The linker takes an invitation back, until the helper has begun. Whoever was asked is thanked, it never counts
    /// against them, and they are not asked again for this whistle; somebody else is looked for.
    /// </summary>
    public static async Task<Results<Ok<InvitationView>, ProblemResult>> Handle(
        Guid id, Guid invitationId, WithdrawInvitationRequest request, SocialWorkDb db, Caller caller)
    {
        if (!caller.In("linker"))
            return IdentityProblems.NoRole.Plain;
        if (!Code().IsMatch(request.Reason))
            return BadReason.At("reason");
        var linkage = await db.LinkageFor(id, caller);
        if (linkage?.Invitations.Find(x => x.Id == invitationId) is not { } invitation)
            return RequestProblems.NotFound.Plain;

        db.Tell(linkage, linkage.TakeBack(invitationId, request.Reason, db.Now));
        await db.SaveChangesAsync();
        return TypedResults.Ok(InvitationView.Of(invitation));
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,39}\z")]
    private static partial Regex Code();
}
