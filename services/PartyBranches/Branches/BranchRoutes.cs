using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.PartyBranches;

internal static class BranchRoutes
{
    public static void MapBranchRoutes(this IEndpointRouteBuilder app)
    {
        var branches = app.MapGroup("/api/v1/branches").WithTags("branches").WithKeptAnswers<PartyBranchesDb>();

        var read = branches.MapGroup("").RequireScope("branches.read");
        read.MapGet("", ListBranches.Handle);
        read.MapGet("/{id:guid}", ReadBranch.Handle);

        var write = branches.MapGroup("").RequireScope("branches.write");
        write.MapPost("", EnterBranch.Handle);
        write.MapPut("/{id:guid}", ChangeBranch.Handle);
        write.MapPost("/{id:guid}/reports", ReceiveMember.Handle);
        write.MapPost("/{id:guid}/report-in", ReportUnitIn.Handle);
    }
}
