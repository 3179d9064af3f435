using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Community;
using FiveSocieties.Community.Places;
using FiveSocieties.Community.Whistles;
using FiveSocieties.Events;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Community;

/// <summary>The service with a small invented territory, and whistles in every state a test may begin with.</summary>
public sealed class CommunityHost : ServiceHost<CommunityDb>
{
    public const string AllScopes = "communities.read communities.write whistles.read whistles.write";

    /// <summary>A place in the micro-grid.</summary>
    public static readonly Position Home = new(104.0531, 30.6533);

    private readonly Lazy<Task<Territory>> territory;

    public CommunityHost() => territory = new(Build);

    /// <summary>A client of the community's staff.</summary>
    public HttpClient Staff => Client(AllScopes, roles: ["staff"], clientId: "staff-desk");

    /// <summary>A client that raises whistles and may not blow them.</summary>
    public HttpClient Partner => Client(AllScopes, clientId: "partner");

    /// <summary>Staff of the sub-district, who are not the community's.</summary>
    public HttpClient SubDistrict => Client(AllScopes, roles: ["sub-district"], clientId: "street-office");

    /// <summary>The client that raised, with every role beside.</summary>
    public HttpClient Anybody => Client(AllScopes, roles: ["staff", "sub-district"], clientId: "partner");

    /// <summary>Community, general grid, grid, micro-grid and special grid; made once.</summary>
    public Task<Territory> ATerritory() => territory.Value;

    public static GeoPolygon Box(double west, double south, double east, double north) =>
        new("Polygon", [[[west, south], [east, south], [east, north], [west, north], [west, south]]]);

    public static object AThing(string kind, long? size, int quantity = 1, string? eligibility = null) => new
    {
        kind,
        skill = "hall",
        leastLevel = 1,
        quantity,
        slots = new[] { "2026-11-24/morning" },
        size,
        eligibility = eligibility is null ? [] : new[] { eligibility },
    };

    public static object Line(string slot = "2026-11-24/morning", int quantity = 1) =>
        new { kind = "People", skill = "accompany", leastLevel = 2, quantity, slots = new[] { slot } };

    public static object Need(Guid? id = null, string urgency = "Urgent", Guid? residentId = null) => new
    {
        id = id ?? Guid.CreateVersion7(),
        community = Community,
        place = Home,
        @class = "elder-care",
        urgency,
        channel = "Resident",
        description = "要有人陪同去医院复查",
        residentId,
    };

    public async Task<Guid> ARaisedWhistle(string urgency = "Urgent", Guid? residentId = null)
    {
        await ATerritory();
        var body = await Partner.PostAsJsonAsync("/api/v1/whistles", Need(null, urgency, residentId)).Body();
        return body.GetProperty("id").GetGuid();
    }

    public async Task<Guid> ABlownWhistle(string urgency = "Urgent")
    {
        var id = await ARaisedWhistle(urgency);
        await Staff.PostAsJsonAsync($"/api/v1/whistles/{id}/blow", new { lines = new[] { Line() } }).Body();
        return id;
    }

    /// <summary>A whistle that came to its state in the ways of life.</summary>
    public async Task<Guid> AWhistleIn(WhistleState state)
    {
        var id = state is WhistleState.Raised or WhistleState.Duplicate or WhistleState.NotOurs
            ? await ARaisedWhistle()
            : await ABlownWhistle();
        var linkage = Guid.CreateVersion7();
        Task told = state switch
        {
            WhistleState.Duplicate => Act(id, "mark-duplicate", new { of = await ARaisedWhistle() }),
            WhistleState.NotOurs => Act(id, "not-ours", new { body = "water-company" }),
            WhistleState.Withdrawn => Act(id, "withdraw", new { }),
            WhistleState.Linked => Tell(new LinkageFormed(linkage, id, 1, [Society.Volunteers])),
            WhistleState.InService => Tell(new LinkageStarted(linkage, id, 1)),
            WhistleState.Served or WhistleState.Closed => Tell(new LinkageServed(linkage, id, 1, 60, ["their-app"])),
            WhistleState.Escalated or WhistleState.Deferred => Tell(new LinkageFellShort(linkage, id, 1, [])),
            _ => Task.CompletedTask,
        };
        await told;
        if (state is WhistleState.Closed)
        {
            await Becomes(id, WhistleState.Served);
            await Act(id, "answer", new { answer = "Partly" });
        }

        if (state is WhistleState.Deferred)
        {
            await Becomes(id, WhistleState.Escalated);
            await Act(id, "defer", ADeferral());
        }

        await Becomes(id, state);
        return id;
    }

    public object ADeferral() => new
    {
        reason = "no-budget",
        publicReason = "本年度资金已用完,明年一季度复核。",
        reviewAt = Clock.GetUtcNow().AddDays(90),
    };

    public Task<JsonElement> Act(Guid whistle, string verb, object body) =>
        Anybody.PostAsJsonAsync($"/api/v1/whistles/{whistle}/{verb}", body).Body();

    public Task<JsonElement> View(Guid whistle) => Partner.GetAsync($"/api/v1/whistles/{whistle}").Body();

    public Task<Whistle> Row(Guid whistle) =>
        Look<CommunityDb, Whistle>(db => db.Whistles.AsNoTracking().SingleAsync(x => x.Id == whistle));

    public Task Becomes(Guid whistle, WhistleState state) =>
        Patiently.Until($"whistle is {state}", async () => (await Row(whistle)).State == state);

    /// <summary>Tells it and waits until it has been dealt with.</summary>
    public async Task TellAndWait<T>(T message)
        where T : class
    {
        var id = Guid.CreateVersion7();
        await Tell(message, messageId: id);
        await Patiently.Until("message is in the inbox", () =>
            Look<CommunityDb, bool>(db => db.Inbox.AnyAsync(x => x.MessageId == id)));
    }

    private async Task<Territory> Build()
    {
        var area = Box(104.05, 30.65, 104.07, 30.67);
        await Staff.PostAsJsonAsync("/api/v1/communities", new { code = Community, name = "清溪社区", boundary = area })
            .Body();
        var general = await Draw("General", area, null);
        var grid = await Draw("Grid", Box(104.05, 30.65, 104.06, 30.67), general);
        var micro = await Draw("MicroGrid", Box(104.05, 30.65, 104.06, 30.66), grid);
        var special = await Draw("Special", Box(104.06, 30.65, 104.07, 30.67), general);
        return new(general, grid, micro, special);
    }

    private async Task<Guid> Draw(string level, GeoPolygon polygon, Guid? parentId)
    {
        var grid = await Staff.PostAsJsonAsync(
            $"/api/v1/communities/{Community}/grids", new { level, name = level, polygon, parentId }).Body();
        return grid.GetProperty("id").GetGuid();
    }
}

/// <summary>The grids of the test community.</summary>
public sealed record Territory(Guid General, Guid Grid, Guid Micro, Guid Special);
