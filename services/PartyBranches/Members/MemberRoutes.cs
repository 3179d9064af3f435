using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.PartyBranches;

internal static class MemberRoutes
{
    public static void MapMemberRoutes(this IEndpointRouteBuilder app)
    {
        var members = app.MapGroup("/api/v1/members").WithTags("members").WithKeptAnswers<PartyBranchesDb>();

        var read = members.MapGroup("").RequireScope("members.read");
        read.MapGet("", ListMembers.Handle);
        read.MapGet("/{id:guid}", ReadMember.Handle);
        read.MapGet("/{id:guid}/score", ReadScore.Handle);

        var write = members.MapGroup("").RequireScope("members.write");
        write.MapPost("", RegisterMember.Handle);
        write.MapPut("/{id:guid}", ChangeMember.Handle);

        members.MapEngagements(Society.PartyBranches);
        members.MapCalls(Society.PartyBranches);
    }
}
