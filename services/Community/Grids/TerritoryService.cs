using FiveSocieties.Community.Barriers;
using FiveSocieties.Community.Places;
using FiveSocieties.Community.Stations;
using FiveSocieties.ResourceMatching;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Grids;

/// <summary>Where things are, for SocialWork and Matching: never nearer than about 50 m.</summary>
public sealed class TerritoryService(CommunityDb db) : Territory.TerritoryBase
{
    private const int BatchSize = 200;

    public override async Task<WhistlePlaceReply> WhistlePlace(WhistlePlaceRequest request, ServerCallContext context)
    {
        var whistle = Guid.TryParse(request.WhistleId, out var id)
            ? await db.Whistles.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, context.CancellationToken)
            : null;
        if (whistle is null)
            throw new RpcException(new(StatusCode.NotFound, "There is no such whistle."));
        var centre = await db.Stations.AsNoTracking()
            .Where(x => x.Community == whistle.Community && x.Kind == StationKind.ServiceCentre)
            .OrderBy(x => x.Id).Select(x => (Guid?)x.Id).FirstOrDefaultAsync(context.CancellationToken);
        return new()
        {
            Place = new() { Longitude = whistle.Longitude, Latitude = whistle.Latitude },
            MicroGridId = $"{whistle.MicroGridId}",
            Community = whistle.Community,
            ServiceCentreId = $"{centre}",
        };
    }

    public override async Task MicroGrids(
        MicroGridsRequest request, IServerStreamWriter<MicroGrid> stream, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var versions = await db.Communities.AsNoTracking()
            .Where(x => request.Community == "" || x.Community == request.Community)
            .ToDictionaryAsync(x => x.Community, x => x.Version, cancel);
        var last = Guid.Empty;
        for (var full = true; full;)
        {
            var after = last;
            var grids = await db.Grids.AsNoTracking().Where(Grid.IsMicro)
                .Where(x => x.Id > after && (request.Community == "" || x.Community == request.Community))
                .OrderBy(x => x.Id).Take(BatchSize).ToListAsync(cancel);
            foreach (var grid in grids)
                await stream.WriteAsync(MessageOf(grid, versions.GetValueOrDefault(grid.Community)), cancel);
            full = grids.Count == BatchSize;
            last = full ? grids[^1].Id : last;
        }
    }

    public override async Task Barriers(
        BarriersRequest request, IServerStreamWriter<CommunityBarriers> stream, ServerCallContext context)
    {
        var maps = db.BarrierMaps.AsNoTracking()
            .Where(x => request.Community == "" || x.Community == request.Community)
            .OrderBy(x => x.Id);
        await foreach (var map in maps.AsAsyncEnumerable().WithCancellation(context.CancellationToken))
            await stream.WriteAsync(MessageOf(map), context.CancellationToken);
    }

    private static CommunityBarriers MessageOf(BarrierMap map) => new()
    {
        Community = map.Community,
        Version = map.Version,
        Lines = { map.Lines.Select(WayOf) },
        Areas = { map.Areas.Select(WayOf) },
        Gates = { map.Gates.Select(gate => new Gate { From = PlaceOf(gate.From), To = PlaceOf(gate.To) }) },
    };

    private static Way WayOf(BarrierFeature barrier) => new() { Places = { barrier.Places.Select(PlaceOf) } };

    private static Place PlaceOf(Position place) => new() { Longitude = place.Longitude, Latitude = place.Latitude };

    private static MicroGrid MessageOf(Grid grid, long version) => new()
    {
        Id = $"{grid.Id}",
        Community = grid.Community,
        Ring =
        {
            grid.Polygon.ExteriorRing.Coordinates
                .Select(corner => new Place { Longitude = corner.X, Latitude = corner.Y }),
        },
        TerritoryVersion = version,
    };
}
