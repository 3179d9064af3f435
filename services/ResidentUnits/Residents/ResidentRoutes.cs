using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

internal static class ResidentRoutes
{
    public static void MapResidentRoutes(this IEndpointRouteBuilder app)
    {
        var residents = app.MapGroup("/api/v1/residents").WithTags("residents").WithKeptAnswers<ResidentUnitsDb>();

        var read = residents.MapGroup("").RequireScope("residents.read");
        read.MapGet("", ListResidents.Handle);
        read.MapPost("/find", FindResident.Handle);
        read.MapGet("/{id:guid}", ReadResident.Handle);
        read.MapGet("/{id:guid}/receipts", ListReceipts.Handle);

        var write = residents.MapGroup("").RequireScope("residents.write");
        write.MapPost("", RegisterResident.Handle);
        write.MapPut("/{id:guid}", ChangeResident.Handle);
    }
}
