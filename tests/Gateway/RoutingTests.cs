using FiveSocieties.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace FiveSocieties.Tests.Gateway;

public sealed class RoutingTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    /// <summary>The nouns that stand, their owner, and the scopes that open them; null: cannot be written.</summary>
    public static readonly TheoryData<string, string, string, string?> Nouns = new()
    {
        { "communities", "community", "communities.read", "communities.write" },
        { "micro-grids", "community", "communities.read", "communities.write" },
        { "stations", "community", "communities.read", "communities.write" },
        { "whistles", "community", "whistles.read", "whistles.write" },
        { "work-calendar", "community", "communities.read", "communities.write" },
        { "agencies", "social-work", "agencies.read", "agencies.write" },
        { "social-workers", "social-work", "social-workers.read", "social-workers.write" },
        { "linkages", "social-work", "linkages.read", "linkages.write" },
        { "invitations", "social-work", "linkages.read", null },
        { "branches", "party-branches", "branches.read", "branches.write" },
        { "posts", "party-branches", "posts.read", "posts.write" },
        { "members", "party-branches", "members.read", "members.write" },
        { "teams", "volunteers", "volunteers.read", "volunteers.write" },
        { "volunteers", "volunteers", "volunteers.read", "volunteers.write" },
        { "units", "resident-units", "units.read", "units.write" },
        { "residents", "resident-units", "residents.read", "residents.write" },
        { "points", "resident-units", "points.read", "points.write" },
        { "resources", "matching", "resources.read", null },
        { "stories", "insights", "stories.read", null },
        { "indicators", "insights", "indicators.read", null },
        { "organisations", "partners", "organisations.read", "organisations.write" },
    };

    private readonly GatewayHost gateway = shared.Host;

    [Theory]
    [MemberData(nameof(Nouns))]
    public async Task A_noun_reaches_its_owner_with_its_own_scopes_only(
        string noun, string owner, string read, string? write)
    {
        foreach (var path in new[] { $"/api/v1/{noun}", $"/api/v1/{noun}/7?limit=3", $"/api/v1/{noun}/7/parts/%E5%85%AB" })
        {
            var answer = await gateway.Ask(HttpMethod.Get, path, read);
            Assert.Equal((owner, "GET", path), (answer.Service, answer.Method, answer.Path));
        }

        var other = noun == "whistles" ? "units.read units.write" : "whistles.read whistles.write";
        Assert.Equal((403, "identity.no-scope", null), await gateway.Client(other).GetAsync($"/api/v1/{noun}").AsProblem());
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete })
        {
            if (write is not null)
                Assert.Equal(owner, (await gateway.Ask(method, $"/api/v1/{noun}/7", write)).Service);
            using var request = new HttpRequestMessage(method, $"/api/v1/{noun}/7");
            var (status, _, _) = await gateway.Client(read).SendAsync(request).AsProblem();
            Assert.Equal(write is null ? 404 : 403, status);
        }
    }

    [Fact]
    public async Task Replicas_are_asked_in_turn_and_one_that_is_away_is_left_out()
    {
        var second = await FakeService.Start("second");
        await using var gateway = await GatewayHost.Start(
            ("ReverseProxy:Clusters:community:Destinations:replica-2:Address", second.Address));
        async Task<string> WhoAnswers() =>
            (await gateway.Ask(HttpMethod.Get, "/api/v1/whistles", "whistles.read")).Service;
        Assert.Equal(["community", "second"], new[] { await WhoAnswers(), await WhoAnswers() }.Order());

        await second.DisposeAsync();
        var client = gateway.Client("whistles.read");
        await Patiently.Until("only one is asked", async () =>
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(1));
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.GetAsync("/api/v1/whistles")));
            return answers.All(answer => answer.IsSuccessStatusCode);
        });
    }

    [Fact]
    public void Every_route_has_a_policy_and_no_noun_is_missing_or_unknown()
    {
        var routes = gateway.Services.GetRequiredService<IProxyConfigProvider>().GetConfig().Routes;
        Assert.All(routes, route => Assert.False(string.IsNullOrEmpty(route.AuthorizationPolicy), route.RouteId));
        Assert.All(routes, route => Assert.NotEmpty(route.Match.Methods!));
        Assert.Equal(
            ["/.well-known/{**rest}", "/connect/token"],
            routes.Where(route => route.AuthorizationPolicy == "Anonymous").Select(route => route.Match.Path!).Order());
        Assert.Equal(
            Nouns.Select(noun => $"/api/v1/{noun[0]}/{{**rest}}").Append("/api/v1/matches/{**rest}").Order(),
            routes.Where(route => route.AuthorizationPolicy != "Anonymous").Select(route => route.Match.Path!)
                .Distinct().Order());
    }

    /// <summary>A what-if of 5,000 lines and 5,000 resources is larger than anything that is written.</summary>
    [Fact]
    public async Task Questions_about_matches_are_posted_with_a_scope_that_reads_and_may_be_large()
    {
        const string path = "/api/v1/matches/what-if";
        var large = new string('x', 5_000_000);
        var answer = await gateway.Ask(
            HttpMethod.Post, path, "matches.read", request => request.Content = new StringContent(large));
        Assert.Equal(("matching", large.Length), (answer.Service, answer.Body!.Length));
        Assert.Equal(403, (await gateway.Client("resources.read").PostAsync(path, null).AsProblem()).Status);
        Assert.Equal(404, (await gateway.Client("matches.read").GetAsync(path).AsProblem()).Status);
    }

    [Theory]
    [InlineData("members")]
    [InlineData("volunteers")]
    [InlineData("units")]
    [InlineData("social-workers")]
    public async Task Engagements_below_a_noun_open_with_their_own_scope(string noun)
    {
        var path = $"/api/v1/{noun}/7/engagements/8";
        Assert.Equal(path, (await gateway.Ask(HttpMethod.Get, path, "engagements.read")).Path);
        Assert.Equal(path, (await gateway.Ask(HttpMethod.Post, path, "engagements.write")).Path);
        Assert.Equal(403, (await gateway.Client("engagements.read").PostAsync(path, null).AsProblem()).Status);
    }

    [Theory]
    [InlineData("/api/v1/webhooks")]
    [InlineData("/api/v1/whistlesandmore")]
    [InlineData("/api/v2/whistles")]
    [InlineData("/metrics")]
    [InlineData("/resource_pool.ResourcePool/ListResources")]
    [InlineData("/")]
    public async Task What_no_route_names_is_not_there_for_anybody(string path)
    {
        Assert.Equal((404, "request.not-found", null), await gateway.CreateClient().GetAsync(path).AsProblem());
        Assert.Equal(
            (404, "request.not-found", null), await gateway.Client("whistles.read internal").GetAsync(path).AsProblem());
    }

    [Fact]
    public async Task Without_a_token_no_noun_opens()
    {
        Assert.Equal(
            (401, "identity.no-token", null), await gateway.CreateClient().GetAsync("/api/v1/whistles").AsProblem());
        var http = gateway.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "eyJhbGciOiJub25lIn0.e30.");
        Assert.Equal((401, "identity.no-token", null), await http.GetAsync("/api/v1/whistles").AsProblem());
    }

    [Fact]
    public async Task The_token_endpoint_and_the_keys_need_no_token_and_see_the_public_name()
    {
        var http = gateway.CreateClient();
        var token = await http.PostAsync("/connect/token", null).Body();
        Assert.Equal("partners", token.GetProperty("service").GetString());
        var keys = await http.GetAsync("/.well-known/openid-configuration").Body();
        Assert.Equal(
            http.BaseAddress!.Authority, keys.GetProperty("headers").GetProperty("Host").GetString());
        Assert.Equal(404, (await http.GetAsync("/connect/token").AsProblem()).Status);
    }
}
