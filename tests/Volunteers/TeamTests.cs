using System.Net;
using System.Net.Http.Json;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Volunteers;

public sealed class TeamTests(VolunteersHost host) : IClassFixture<VolunteersHost>
{
    private const string Path = "/api/v1/teams";

    [Fact]
    public async Task A_team_is_founded_joined_and_left()
    {
        var (leader, second) = (await host.AVolunteer(), await host.AVolunteer());
        var team = await ATeam(leader);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await Join(team, second).Body();

        Assert.Equal([leader, second], await InIt(team));
        Assert.Equal(HttpStatusCode.NoContent, (await Leave(team, second)).StatusCode);
        Assert.Equal([leader], await InIt(team));
        var list = await host.Partner.GetAsync($"{Path}?limit=200").Body();
        Assert.Contains(list.GetProperty("items").EnumerateArray(), x => x.GetProperty("id").GetGuid() == team);
    }

    [Fact]
    public async Task The_leader_stays_until_somebody_else_leads()
    {
        var (leader, second) = (await host.AVolunteer(), await host.AVolunteer());
        var team = await ATeam(leader);

        Assert.Equal((409, "team.leader-stays", null), await Leave(team, leader).AsProblem());
        Assert.Equal((409, "team.not-in-it", "leaderId"), await LedBy(team, second).AsProblem());
        await Join(team, second).Body();
        await LedBy(team, second).Body();
        Assert.Equal(HttpStatusCode.NoContent, (await Leave(team, leader)).StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        var leader = await host.AVolunteer();
        var team = await ATeam(leader);

        Assert.Equal((409, "team.already-in-it", "volunteerId"), await Join(team, leader).AsProblem());
        Assert.Equal((404, "request.not-found", "volunteerId"), await Join(team, Guid.CreateVersion7()).AsProblem());
        Assert.Equal((409, "team.not-in-it", null), await Leave(team, Guid.CreateVersion7()).AsProblem());
        Assert.Equal((404, "request.not-found", "leaderId"), await Found(Guid.CreateVersion7()).AsProblem());
        Assert.Equal((422, "request.text-length", "name"), await Found(leader, name: " ").AsProblem());
        Assert.Equal((403, "identity.foreign-community", "community"),
            await Found(leader, community: "510104001999").AsProblem());
        Assert.Equal((404, "request.not-found", null), await Leave(Guid.CreateVersion7(), leader).AsProblem());
    }

    [Fact]
    public async Task An_older_version_is_not_written_over()
    {
        var leader = await host.AVolunteer();
        var team = await ATeam(leader);
        var seen = (await host.Partner.GetAsync($"{Path}/{team}")).Headers.ETag!;
        await Join(team, await host.AVolunteer()).Body();

        var change = new HttpRequestMessage(HttpMethod.Put, $"{Path}/{team}")
        {
            Content = JsonContent.Create(new { name = "Another name", leaderId = leader }),
        };
        change.Headers.IfMatch.Add(seen);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await host.Partner.SendAsync(change)).StatusCode);
    }

    private async Task<Guid> ATeam(Guid leader) => (await Found(leader).Body()).GetProperty("id").GetGuid();

    private Task<HttpResponseMessage> Found(
        Guid leader, string name = "Lantern team", string community = VolunteersHost.Community) =>
        host.Partner.PostAsJsonAsync(Path, new { community, name, leaderId = leader });

    private Task<HttpResponseMessage> Join(Guid team, Guid volunteer) =>
        host.Partner.PostAsJsonAsync($"{Path}/{team}/volunteers", new { volunteerId = volunteer });

    private Task<HttpResponseMessage> Leave(Guid team, Guid volunteer) =>
        host.Partner.DeleteAsync($"{Path}/{team}/volunteers/{volunteer}");

    private Task<HttpResponseMessage> LedBy(Guid team, Guid volunteer) =>
        host.Partner.PutAsJsonAsync($"{Path}/{team}", new { name = "Lantern team", leaderId = volunteer });

    private async Task<Guid[]> InIt(Guid team) =>
        [.. (await host.Partner.GetAsync($"{Path}/{team}").Body()).GetProperty("volunteers").EnumerateArray()
            .Select(x => x.GetGuid())];
}
