using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

internal static class UnitRoutes
{
    public static void MapUnitRoutes(this IEndpointRouteBuilder app)
    {
        var units = app.MapGroup("/api/v1/units").WithTags("units").WithKeptAnswers<ResidentUnitsDb>();

        var read = units.MapGroup("").RequireScope("units.read");
        read.MapGet("", ListUnits.Handle);
        read.MapGet("/{id:guid}", ReadUnit.Handle);
        read.MapGet("/{id:guid}/service-people", ListServicePeople.Handle);
        read.MapGet("/{id:guid}/service-people/{personId:guid}", ReadServicePerson.Handle);
        read.MapGet("/{id:guid}/things", ListThings.Handle);
        read.MapGet("/{id:guid}/things/{thingId:guid}", ReadThing.Handle);

        var write = units.MapGroup("").RequireScope("units.write");
        write.MapPost("", RegisterUnit.Handle);
        write.MapPut("/{id:guid}", ChangeUnit.Handle);
        write.MapPost("/{id:guid}/service-people", RegisterServicePerson.Handle);
        write.MapPut("/{id:guid}/service-people/{personId:guid}", ChangeServicePerson.Handle);
        write.MapPost("/{id:guid}/things", OfferThing.Handle);
        write.MapPut("/{id:guid}/things/{thingId:guid}", ChangeThing.Handle);

        units.MapEngagements(Society.ResidentUnits);
        units.MapCalls(Society.ResidentUnits);
        units.MapPost("/{id:guid}/engagements/{engagementId:guid}/deliver", DeliverThing.Handle)
            .RequireScope("engagements.write");
    }
}
