using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

internal static class AgreementRoutes
{
    public static void MapAgreementRoutes(this IEndpointRouteBuilder app)
    {
        var agreements = app.MapGroup("/api/v1/units/{id:guid}/agreements").WithTags("units")
            .WithKeptAnswers<ResidentUnitsDb>();

        var read = agreements.MapGroup("").RequireScope("units.read");
        read.MapGet("", ListAgreements.Handle);
        read.MapGet("/{agreementId:guid}", ReadAgreement.Handle);

        var write = agreements.MapGroup("").RequireScope("units.write");
        write.MapPost("", DraftAgreement.Handle);
        write.MapPut("/{agreementId:guid}", ChangeAgreement.Handle);
        write.MapPost("/{agreementId:guid}/sign", SignAgreement.Handle);
        write.MapPost("/{agreementId:guid}/feedback", ReportOnAgreement.Handle);
        write.MapPost("/{agreementId:guid}/end", EndAgreement.Handle);
    }
}
