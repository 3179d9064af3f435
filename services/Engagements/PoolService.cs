using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Engagements;

/// <summary>Tells Matching who there is: one service for all owners that live in this process.</summary>
public sealed class PoolService(IServiceProvider services) : ResourcePool.ResourcePoolBase
{
    private const int BatchSize = 500;

    /// <summary>Tasks that one helper can take within the horizon of fourteen days.</summary>
    private const int HorizonCapacity = 10;

    public override async Task List(
        ListResources request, IServerStreamWriter<Resource> stream, ServerCallContext context)
    {
        var db = Db(request.Owner);
        var last = Guid.Empty;
        while (true)
        {
            var after = last;
            var helpers = await db.Helpers.AsNoTracking().Where(x => x.Id > after).OrderBy(x => x.Id).Take(BatchSize)
                .ToListAsync(context.CancellationToken);
            foreach (var resource in await Resources(db, helpers, context.CancellationToken))
                await stream.WriteAsync(resource, context.CancellationToken);
            if (helpers.Count < BatchSize)
                return;
            last = helpers[^1].Id;
        }
    }

    public override async Task<ResourceBatch> Get(GetResources request, ServerCallContext context)
    {
        var ids = request.Ids.Take(BatchSize).Select(Guid.Parse).ToArray();
        var db = Db(request.Owner);
        var helpers = await db.Helpers.AsNoTracking().Where(x => ids.Contains(x.Id))
            .ToListAsync(context.CancellationToken);
        return new() { Resources = { await Resources(db, helpers, context.CancellationToken) } };
    }

    private SocietyDb Db(ResourceOwner owner) =>
        Enum.IsDefined((Society)owner) && services.GetKeyedService<SocietyDb>((Society)owner) is { } db
            ? db
            : throw new RpcException(new(StatusCode.NotFound, "This process does not serve that owner."));

    private static async Task<List<Resource>> Resources(SocietyDb db, List<Helper> helpers, CancellationToken cancel)
    {
        var ids = helpers.ConvertAll(helper => helper.Id);
        var today = Slot.Of(db.Now);
        var since = Slot.Of(db.Now.AddDays(-Asking.LoadDays));
        var engagements = (await db.Engagements.AsNoTracking()
            .Where(x => ids.Contains(x.HelperId) && x.Slot >= since)
            .Select(x => new { x.HelperId, x.Slot, x.State })
            .ToListAsync(cancel)).ToLookup(x => x.HelperId);
        return helpers.ConvertAll(helper =>
        {
            var own = engagements[helper.Id];
            var held = own.Where(x => x.Slot >= today && x.State is EngagementState.Asked
                or EngagementState.Accepted or EngagementState.Started).Select(x => x.Slot.Number).ToList();
            return new Resource
            {
                Id = $"{helper.Id}",
                Owner = (ResourceOwner)db.Society,
                Community = helper.Community,
                Skills = { helper.Skills.Select(own => new Skill { Code = own.Code, Level = own.Level }) },
                Place = new() { Longitude = helper.Longitude, Latitude = helper.Latitude },
                WeeklyOpen = (ulong)helper.WeeklyOpen,
                HeldSlots = { held },
                SlotCapacity = 1,
                TotalCapacity = Math.Max(0, HorizonCapacity - held.Count),
                Load = own.Count(x => x.State is EngagementState.Accepted or EngagementState.Started
                    or EngagementState.Finished),
                LoadCap = helper.LoadCap,
                Eligibilities = { helper.Eligibilities },
                PersonRef = helper.PersonRef,
                Suspended = helper.Suspended,
                OptedOut = helper.OptedOut,
                Version = helper.Version,
            };
        });
    }
}
