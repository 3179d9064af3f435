using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using FiveSocieties.Community;
using FiveSocieties.Events;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Community;

public sealed class TerritoryTests(CommunityHost host) : IClassFixture<CommunityHost>
{
    private static string Grids => $"/api/v1/communities/{CommunityHost.Community}/grids";

    [Fact]
    public async Task A_point_finds_its_micro_grid()
    {
        var territory = await host.ATerritory();
        Assert.Equal(territory.Micro, await At(104.0531, 30.6533));
        Assert.Equal(territory.Special, await At(104.065, 30.66));
        Assert.Null(await At(104.055, 30.665)); // in the grid, but in no micro-grid
        Assert.Null(await At(30.6533, 104.0531 - 90));
    }

    [Fact]
    public async Task A_community_shows_its_sub_district_and_its_boundary_as_it_was_drawn()
    {
        await host.ATerritory();
        var view = await host.Partner.GetAsync($"/api/v1/communities/{CommunityHost.Community}").Body();
        Assert.Equal("510104001", view.GetProperty("subdistrict").GetString());
        Assert.Equal("Polygon", view.GetProperty("boundary").GetProperty("type").GetString());
        Assert.Equal(5, view.GetProperty("boundary").GetProperty("coordinates")[0].GetArrayLength());
    }

    [Fact]
    public async Task Every_grid_drawn_is_told_in_the_version_of_the_territory()
    {
        await host.ATerritory();
        await Patiently.Until("four grids are told", () => Task.FromResult(host.Told.All<GridChanged>().Count >= 4));
        var versions = await host.Look<CommunityDb, List<long>>(db => db.Outbox.AsNoTracking()
            .Where(x => x.Type.Contains(nameof(GridChanged))).OrderBy(x => x.Sequence).Select(x => x.Version)
            .ToListAsync());
        Assert.Equal(versions.Order().Distinct(), versions);
    }

    [Fact]
    public async Task Pages_of_micro_grids_follow_each_other()
    {
        var territory = await host.ATerritory();
        var first = await host.Partner.GetAsync("/api/v1/micro-grids?limit=1").Body();
        Assert.Equal(territory.Micro, first.GetProperty("items")[0].GetProperty("id").GetGuid());
        var next = await host.Partner.GetAsync(
            $"/api/v1/micro-grids?limit=1&cursor={first.GetProperty("next").GetGuid()}").Body();
        Assert.Equal(territory.Special, next.GetProperty("items")[0].GetProperty("id").GetGuid());
        var all = await host.Partner.GetAsync("/api/v1/micro-grids?limit=200").Body();
        Assert.False(all.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task A_grid_changes_only_as_it_was_last_read()
    {
        var territory = await host.ATerritory();
        var answer = await host.Staff.GetAsync($"{Grids}/{territory.Special}");
        var tag = answer.Headers.ETag!;
        var body = new { name = "河畔公园", polygon = CommunityHost.Box(104.06, 30.65, 104.07, 30.67) };

        Assert.Equal((200, null, null), await Put($"{Grids}/{territory.Special}", body, tag));
        Assert.Equal((412, "request.outdated", null), await Put($"{Grids}/{territory.Special}", body, tag));
    }

    [Fact]
    public async Task A_grid_cannot_shrink_below_what_stands_in_it()
    {
        var territory = await host.ATerritory();
        var body = new { name = "Grid", polygon = CommunityHost.Box(104.05, 30.65, 104.06, 30.655) };
        Assert.Equal((422, "grid.leaves-out", "polygon"), await Put($"{Grids}/{territory.Grid}", body));
    }

    [Fact]
    public async Task A_community_cannot_leave_out_its_grids()
    {
        await host.ATerritory();
        var body = new { name = "清溪社区", boundary = CommunityHost.Box(104.05, 30.65, 104.06, 30.67) };
        Assert.Equal(
            (422, "community.leaves-out", "boundary"),
            await Put($"/api/v1/communities/{CommunityHost.Community}", body));
    }

    [Fact]
    public async Task A_station_stands_inside_its_community_and_can_move_there()
    {
        await host.ATerritory();
        var station = await host.Staff.PostAsJsonAsync("/api/v1/stations", Station(30.66)).Body();
        var path = $"/api/v1/stations/{station.GetProperty("id").GetGuid()}";
        Assert.Equal((200, null, null), await Put(path, new { name = "服务中心", place = Place(30.661) }));
        Assert.Equal((422, "station.outside", "place"), await Put(path, new { name = "服务中心", place = Place(30.68) }));
        var list = await host.Partner.GetAsync("/api/v1/stations?kind=ServiceCentre").Body();
        Assert.Equal(30.661, list.GetProperty("items")[0].GetProperty("place").GetProperty("latitude").GetDouble());
    }

    [Fact]
    public async Task Two_grids_drawn_at_once_do_not_overlap()
    {
        var territory = await host.ATerritory();
        var drawn = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Staff.PostAsJsonAsync(Grids, new
        {
            level = "MicroGrid",
            name = "北院",
            parentId = territory.Grid,
            polygon = CommunityHost.Box(104.05, 30.667, 104.06, 30.67),
        })));
        Assert.Single(drawn, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.All(drawn, answer => Assert.True((int)answer.StatusCode is 201 or 409 or 422));
    }

    [Fact]
    public async Task A_foreign_community_is_not_there()
    {
        await host.ATerritory();
        var stranger = host.Client(CommunityHost.AllScopes, communities: ["510104001002"]);
        var path = $"/api/v1/communities/{CommunityHost.Community}";
        Assert.Equal(404, (await stranger.GetAsync(path).AsProblem()).Status);
        Assert.Equal(404, (await stranger.GetAsync(Grids).AsProblem()).Status);
        var list = await stranger.GetAsync("/api/v1/communities").Body();
        Assert.Empty(list.GetProperty("items").EnumerateArray());
    }

    private static object Place(double latitude) => new { longitude = 104.06, latitude };

    private static object Station(double latitude) => new
    {
        community = CommunityHost.Community,
        kind = "ServiceCentre",
        name = "社区服务中心",
        place = Place(latitude),
    };

    private async Task<Guid?> At(double longitude, double latitude)
    {
        var found = await host.Partner.GetAsync($"/api/v1/micro-grids?lon={longitude}&lat={latitude}").Body();
        return found.GetProperty("items").EnumerateArray().Select(item => (Guid?)item.GetProperty("id").GetGuid())
            .SingleOrDefault();
    }

    private Task<(int Status, string? Code, string? Field)> Put(
        string path, object body, EntityTagHeaderValue? tag = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
        if (tag is not null)
            request.Headers.IfMatch.Add(tag);
        return host.Staff.SendAsync(request).AsProblem();
    }
}
