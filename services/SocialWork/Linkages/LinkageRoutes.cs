using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.SocialWork.Linkages;

internal static class LinkageRoutes
{
    public static void MapLinkages(this RouteGroupBuilder api)
    {
        var linkages = api.MapGroup("/linkages").WithTags("linkages");
        linkages.MapGet("/", ListLinkages.All).RequireScope("linkages.read");
        linkages.MapGet("/{id:guid}", ListLinkages.One).RequireScope("linkages.read");
        linkages.MapGet("/{id:guid}/proposals", ListProposals.Handle).RequireScope("linkages.read");
        linkages.MapGet("/{id:guid}/explanations/{resourceId:guid}", ExplainChoice.Handle)
            .RequireScope("linkages.read");
        linkages.MapPost("/{id:guid}/confirm", ConfirmProposals.Handle).RequireScope("linkages.write");
        linkages.MapPost("/{id:guid}/proposals/{proposalId:guid}/change", ChangeProposal.Handle)
            .RequireScope("linkages.write");
        linkages.MapPost("/{id:guid}/proposals/{proposalId:guid}/refuse", RefuseProposal.Handle)
            .RequireScope("linkages.write");
        linkages.MapGet("/decisions", CountDecisions.Handle).RequireScope("linkages.read");
        linkages.MapPost("/{id:guid}/invitations/{invitationId:guid}/withdraw", WithdrawInvitation.Handle)
            .RequireScope("linkages.write");
        linkages.MapGet("/rounds", ListRounds.Handle).RequireScope("linkages.read");
        linkages.MapPost("/rounds", CallRound.Handle).RequireScope("linkages.write");
        api.MapGet("/invitations", ListInvitations.Handle).WithTags("invitations").RequireScope("linkages.read");
    }
}
