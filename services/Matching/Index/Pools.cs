using FiveSocieties.Events;
using FiveSocieties.Matching.Engine;
using FiveSocieties.ResourceMatching;
using FiveSocieties.ServiceDefaults;
using Grpc.Core;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.Options;
using MicroGrid = FiveSocieties.Matching.Engine.MicroGrid;

namespace FiveSocieties.Matching.Index;

/// <summary>Asks the owners: what they have, and Community for its micro-grids and what cannot be crossed.</summary>
public sealed class Pools(GrpcClientFactory clients, IOptions<MatchingOptions> options)
{
    /// <summary>Most ids in one question.</summary>
    public const int MostIds = 500;

    /// <summary>The service that knows the territory.</summary>
    public const string TerritoryService = nameof(Society.Community);

    /// <summary>Heavier loads than this are reckoned as this: far beyond any cap, and costs stay small numbers.</summary>
    private const int MostLoad = 10_000;

    /// <summary>The societies that own resources.</summary>
    public static readonly IReadOnlyList<Society> Owners =
        [Society.SocialWork, Society.PartyBranches, Society.Volunteers, Society.ResidentUnits];

    /// <summary>The service that keeps a society's resources.</summary>
    public static string ServiceOf(Society owner) => owner.ToString();

    /// <summary>Everything that an owner has, and how much of it cannot be used.</summary>
    public async Task<(List<Hat> Hats, int Unusable)> List(Society owner, CancellationToken cancellation)
    {
        using var call = Pool(owner).List(
            new ListResources { Owner = (ResourceOwner)owner },
            deadline: DateTime.UtcNow + options.Value.ListLimit,
            cancellationToken: cancellation);
        return await Read(owner, call.ResponseStream.ReadAllAsync(cancellation));
    }

    /// <summary>What the owner says of these; those it does not know are left out.</summary>
    public async Task<List<Hat>> Get(Society owner, IEnumerable<Guid> ids, CancellationToken cancellation)
    {
        var answer = await Pool(owner).GetAsync(
            new GetResources { Owner = (ResourceOwner)owner, Ids = { ids.Select(id => $"{id}") } },
            cancellationToken: cancellation);
        return (await Read(owner, answer.Resources.ToAsyncEnumerable())).Hats;
    }

    /// <summary>The micro-grids of a community; of all when it is empty.</summary>
    public async Task<List<MicroGrid>> Grids(string community, CancellationToken cancellation)
    {
        using var call = Land().MicroGrids(
            new MicroGridsRequest { Community = community },
            deadline: DateTime.UtcNow + options.Value.ListLimit,
            cancellationToken: cancellation);
        List<MicroGrid> grids = [];
        await foreach (var grid in call.ResponseStream.ReadAllAsync(cancellation))
            grids.Add(new(grid.Id, grid.Community, [.. grid.Ring.Select(PointOf)]));
        return grids;
    }

    /// <summary>What a community has drawn of what cannot be crossed; all of them when it is empty.</summary>
    public async Task<List<DrawnBarriers>> Barriers(string community, CancellationToken cancellation)
    {
        using var call = Land().Barriers(
            new BarriersRequest { Community = community },
            deadline: DateTime.UtcNow + options.Value.ListLimit,
            cancellationToken: cancellation);
        List<DrawnBarriers> drawn = [];
        await foreach (var own in call.ResponseStream.ReadAllAsync(cancellation))
            drawn.Add(new(
                own.Community, own.Version, Lines(own.Lines), Lines(own.Areas),
                [.. own.Gates.Select(gate => new Passage(PointOf(gate.From), PointOf(gate.To)))]));
        return drawn;
    }

    private static Point[][] Lines(IEnumerable<Way> ways) => [.. ways.Select(way => way.Places.Select(PointOf).ToArray())];

    private static Point PointOf(Place place) => new(place.Longitude, place.Latitude);

    private static async Task<(List<Hat> Hats, int Unusable)> Read(Society owner, IAsyncEnumerable<Resource> all)
    {
        List<Hat> hats = [];
        var unusable = 0;
        await foreach (var resource in all)
            if (Hat(owner, resource) is { } hat)
                hats.Add(hat);
            else
                unusable++;
        return (hats, unusable);
    }

    private static Hat? Hat(Society owner, Resource told) =>
        Guid.TryParse(told.Id, out var id)
        && told.Community.Length == 12
        && told.HeldSizes.Count is var sizes && (sizes == 0 || sizes == told.HeldSlots.Count)
        && told.Place is { Longitude: >= -180 and <= 180, Latitude: >= -90 and <= 90 }
            ? new()
            {
                Id = id,
                Owner = (int)owner,
                Kind = (Kind)told.Kind,
                Size = told.Size,
                Community = told.Community,
                Skills = [.. told.Skills.Where(x => x.Level > 0).Select(x => new Mastery(x.Code, x.Level))],
                Place = new(told.Place.Longitude, told.Place.Latitude),
                WeeklyOpen = told.WeeklyOpen,
                HeldSlots = [.. told.HeldSlots],
                HeldSizes = [.. told.HeldSizes],
                SlotCapacity = told.SlotCapacity,
                TotalCapacity = told.TotalCapacity,
                Load = Math.Clamp(told.Load, 0, MostLoad),
                LoadCap = Math.Clamp(told.LoadCap, 0, MostLoad),
                Minutes = Math.Max(0, told.Minutes),
                Eligibilities = [.. told.Eligibilities],
                PersonRef = told.PersonRef,
                Suspended = told.Suspended,
                OptedOut = told.OptedOut,
                Version = told.Version,
            }
            : null;

    private Territory.TerritoryClient Land() => clients.CreateClient<Territory.TerritoryClient>(
        ServiceClients.NameOf<Territory.TerritoryClient>(TerritoryService));

    private ResourcePool.ResourcePoolClient Pool(Society owner) =>
        clients.CreateClient<ResourcePool.ResourcePoolClient>(
            ServiceClients.NameOf<ResourcePool.ResourcePoolClient>(ServiceOf(owner)));
}
