using System.Net.Http.Json;
using FiveSocieties.ResourceMatching;
using FiveSocieties.Tests.TestKit;
using Grpc.Core;
using Grpc.Net.Client;

namespace FiveSocieties.Tests.Community;

public sealed class BriefTests(CommunityHost host) : IClassFixture<CommunityHost>
{
    [Fact]
    public async Task A_brief_is_read_once_and_receipted()
    {
        var (resident, engagement) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var id = await host.ARaisedWhistle(residentId: resident);
        var brief = await new WhistleBriefs.WhistleBriefsClient(Channel("internal"))
            .GetAsync(new() { WhistleId = $"{id}", EngagementId = $"{engagement}", Reader = "volunteer-app" });
        Assert.Equal(($"{resident}", "要有人陪同去医院复查"), (brief.ResidentId, brief.Description));

        await host.Staff.GetAsync($"/api/v1/whistles/{id}/description").Body();
        var receipts = await host.Partner.GetAsync($"/api/v1/whistles/{id}/receipts").Body();
        Assert.Equal(
            [("brief", $"engagement {engagement}", "volunteer-app"), ("description", "triage", "staff-desk")],
            receipts.GetProperty("items").EnumerateArray().Select(item => (
                item.GetProperty("what").GetString()!,
                item.GetProperty("purpose").GetString()!,
                item.GetProperty("byClient").GetString()!)));
        Assert.Equal(
            (403, "whistle.not-yours", null), await host.Staff.GetAsync($"/api/v1/whistles/{id}/receipts").AsProblem());
    }

    [Fact]
    public async Task Without_a_whistle_there_is_no_brief_and_no_receipt()
    {
        var briefs = new WhistleBriefs.WhistleBriefsClient(Channel("internal"));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await briefs.GetAsync(
            new() { WhistleId = $"{Guid.CreateVersion7()}", EngagementId = $"{Guid.CreateVersion7()}", Reader = "x" })))
            .StatusCode);
    }

    [Fact]
    public async Task A_description_is_for_staff_and_for_who_raised_it()
    {
        var id = await host.ARaisedWhistle();
        var other = host.Client(CommunityHost.AllScopes, clientId: "other");
        Assert.Equal(
            (403, "identity.no-role", null), await other.GetAsync($"/api/v1/whistles/{id}/description").AsProblem());
        var own = await host.Partner.GetAsync($"/api/v1/whistles/{id}/description").Body();
        Assert.Equal("要有人陪同去医院复查", own.GetProperty("description").GetString());
    }

    [Fact]
    public async Task The_place_of_a_whistle_is_rounded_and_names_the_service_centre()
    {
        var id = await host.ARaisedWhistle();
        var centre = await host.Staff.PostAsJsonAsync("/api/v1/stations", new
        {
            community = CommunityHost.Community,
            kind = "ServiceCentre",
            name = "社区服务中心",
            place = CommunityHost.Home,
        }).Body();
        var found = await Territory("internal").WhistlePlaceAsync(new() { WhistleId = $"{id}" });
        Assert.Equal((104.053, 30.6535), (found.Place.Longitude, found.Place.Latitude));
        Assert.Equal($"{(await host.ATerritory()).Micro}", found.MicroGridId);
        Assert.Equal($"{centre.GetProperty("id").GetGuid()}", found.ServiceCentreId);
    }

    [Fact]
    public async Task All_micro_grids_are_streamed_with_the_version_of_the_territory()
    {
        var territory = await host.ATerritory();
        using var call = Territory("internal").MicroGrids(new());
        var grids = new List<MicroGrid>();
        await foreach (var grid in call.ResponseStream.ReadAllAsync())
            grids.Add(grid);
        Assert.Equal([$"{territory.Micro}", $"{territory.Special}"], grids.Select(grid => grid.Id));
        Assert.All(grids, grid => Assert.Equal((5, 5L), (grid.Ring.Count, grid.TerritoryVersion)));
    }

    [Fact]
    public async Task Only_services_may_ask()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Territory("whistles.read").WhistlePlaceAsync(new() { WhistleId = $"{Guid.CreateVersion7()}" }));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }

    private ResourceMatching.Territory.TerritoryClient Territory(string scope) => new(Channel(scope));

    private GrpcChannel Channel(string scope) =>
        GrpcChannel.ForAddress("http://localhost", new() { HttpClient = host.Client(scope, []) });
}
