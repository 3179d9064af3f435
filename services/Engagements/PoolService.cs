using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Told = FiveSocieties.ResourceMatching.Resource;

namespace FiveSocieties.Engagements;

/// <summary>Tells Matching who there is: one service for all owners that live in this process.</summary>
public sealed class PoolService(IServiceProvider services) : ResourcePool.ResourcePoolBase
{
    private const int BatchSize = 500;

    public override async Task List(
        ListResources request, IServerStreamWriter<Told> stream, ServerCallContext context)
    {
        var db = Db(request.Owner);
        var last = Guid.Empty;
        while (true)
        {
            var after = last;
            var resources = await db.Resources.AsNoTracking().Where(x => x.Id > after).OrderBy(x => x.Id).Take(BatchSize)
                .ToListAsync(context.CancellationToken);
            foreach (var told in await Describe(db, resources, context.CancellationToken))
                await stream.WriteAsync(told, context.CancellationToken);
            if (resources.Count < BatchSize)
                return;
            last = resources[^1].Id;
        }
    }

    public override async Task<ResourceBatch> Get(GetResources request, ServerCallContext context)
    {
        var ids = request.Ids.Take(BatchSize).Select(Guid.Parse).ToArray();
        var db = Db(request.Owner);
        var resources = await db.Resources.AsNoTracking().Where(x => ids.Contains(x.Id))
            .ToListAsync(context.CancellationToken);
        return new() { Resources = { await Describe(db, resources, context.CancellationToken) } };
    }

    private SocietyDb Db(ResourceOwner owner) =>
        Enum.IsDefined((Society)owner) && services.GetKeyedService<SocietyDb>((Society)owner) is { } db
            ? db
            : throw new RpcException(new(StatusCode.NotFound, "This process does not serve that owner."));

    private static async Task<List<Told>> Describe(SocietyDb db, List<Resource> resources, CancellationToken cancel)
    {
        var ids = resources.ConvertAll(resource => resource.Id);
        var today = Slot.Of(db.Now);
        var since = Slot.Of(db.Now.AddDays(-Asking.LoadDays));
        var engagements = (await db.Engagements.AsNoTracking()
            .Where(x => ids.Contains(x.HelperId) && x.Slot >= since)
            .ToListAsync(cancel)).ToLookup(x => x.HelperId);
        return resources.ConvertAll(resource =>
        {
            var told = new Told
            {
                Id = $"{resource.Id}",
                Owner = (ResourceOwner)db.Society,
                Community = resource.Community,
                Skills = { resource.Skills.Select(own => new Skill { Code = own.Code, Level = own.Level }) },
                Place = new() { Longitude = resource.Longitude, Latitude = resource.Latitude },
                WeeklyOpen = (ulong)resource.WeeklyOpen,
                Suspended = resource.Suspended,
                OptedOut = resource.OptedOut,
                Version = resource.Version,
            };
            resource.Describe(told, [.. engagements[resource.Id]], today);
            return told;
        });
    }
}
