using FiveSocieties.Events;
using FiveSocieties.Matching.Index;
using FiveSocieties.ResourceMatching;
using FiveSocieties.Tests.TestKit;
using Grpc.Core;
using Grpc.Net.Client;
using Place = FiveSocieties.ResourceMatching.Place;

namespace FiveSocieties.Tests.Matching;

/// <summary>Matching with fake owners, and the words to speak to it.</summary>
public sealed class MatchingHost(FakePools pools) : ServiceHost<ResourceIndex>
{
    public static readonly Guid Helper = Guid.Parse("01930000-0000-7000-8000-000000000001");

    public FakePools Pools => pools;

    /// <summary>Whether the host listed the owners already.</summary>
    public IndexKeeper Keeper => (IndexKeeper)Services.GetService(typeof(IndexKeeper))!;

    public static async Task<MatchingHost> Start(params Resource[] resources)
    {
        var host = await Begin(resources);
        await host.Listed();
        return host;
    }

    /// <summary>Does not wait until the owners are listed.</summary>
    public static async Task<MatchingHost> Begin(params Resource[] resources)
    {
        var host = new MatchingHost(await FakePools.Start());
        foreach (var resource in resources)
            host.Pools.Resources[resource.Id] = resource;
        foreach (var service in FiveSocieties.Matching.Index.Pools.Owners.Append(Society.Community))
            host.Settings[$"Services:{service}"] = host.Pools.Address;
        host.Settings["Identity:TokenEndpoint"] = host.Pools.TokenEndpoint;
        return host;
    }

    public Task Listed() =>
        Patiently.Until("every source is listed", () => Task.FromResult(Keeper.Missing.Count == 0));

    public Matchmaker.MatchmakerClient Matchmaker(string scope = "internal")
    {
        var token = TestTokens.Write("social-work", scope, [], []);
        var credentials = CallCredentials.FromInterceptor((_, headers) =>
        {
            headers.Add("Authorization", $"Bearer {token}");
            return Task.CompletedTask;
        });
        return new(GrpcChannel.ForAddress(Server.BaseAddress, new()
        {
            HttpHandler = Server.CreateHandler(),
            Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, credentials),
            UnsafeUseInsecureChannelCallCredentials = true,
        }));
    }

    public async Task<MatchReply> Match() =>
        await Matchmaker().MatchAsync(new() { Line = ALine(), Policy = APolicy(), Take = 10 });

    /// <summary>The owner changes something, and says so.</summary>
    public Task Change(Resource resource)
    {
        Pools.Resources[resource.Id] = resource;
        return Tell(
            new ResourceChanged((Society)resource.Owner, Guid.Parse(resource.Id)), version: resource.Version);
    }

    public static Resource AResource(Guid? id = null, long version = 1) => new()
    {
        Id = $"{id ?? Helper}",
        Owner = ResourceOwner.Volunteers,
        Community = Community,
        Skills = { new Skill { Code = "accompany", Level = 3 } },
        Place = new() { Longitude = 104.06001, Latitude = 30.57 },
        WeeklyOpen = (1UL << 35) - 1,
        SlotCapacity = 1,
        TotalCapacity = 10,
        LoadCap = 8,
        Eligibilities = { "holds-a-key" },
        PersonRef = $"secret-person-{id}",
        Version = version,
    };

    public static Line ALine(string id = "line", int priority = 3) => new()
    {
        WhistleId = "whistle",
        LineId = id,
        Community = Community,
        Skill = "accompany",
        LeastLevel = 1,
        WantedLevel = 3,
        Place = new Place { Longitude = 104.06, Latitude = 30.57 },
        MicroGridId = "grid",
        Slots = { new Slot(new(2026, 11, 24), DayPart.Morning).Number },
        Priority = priority,
        Circle = SearchCircle.FiveMinutes,
        Quantity = 1,
    };

    public static Policy APolicy() => new() { Version = "2026-1", LevelGap = 60, OtherMicroGrid = 30, Evenness = 15 };

    public static MicroGrid AGrid() => new()
    {
        Id = "grid",
        Community = Community,
        Ring =
        {
            new Place { Longitude = 104.05, Latitude = 30.56 },
            new Place { Longitude = 104.07, Latitude = 30.56 },
            new Place { Longitude = 104.07, Latitude = 30.58 },
            new Place { Longitude = 104.05, Latitude = 30.58 },
            new Place { Longitude = 104.05, Latitude = 30.56 },
        },
    };

    /// <summary>A wall between the line and the resource, a kilometre to each side.</summary>
    public static CommunityBarriers AWall(long version = 1, string community = Community) => new()
    {
        Community = community,
        Version = version,
        Lines =
        {
            new Way
            {
                Places =
                {
                    new Place { Longitude = 104.060005, Latitude = 30.561 },
                    new Place { Longitude = 104.060005, Latitude = 30.579 },
                },
            },
        },
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Pools.DisposeAsync();
    }
}
