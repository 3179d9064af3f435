using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.PartyBranches;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.PartyBranches;

public sealed class PostTests(PartyBranchesHost host) : IClassFixture<PartyBranchesHost>
{
    private const string Path = "/api/v1/posts";

    [Fact]
    public async Task A_member_claims_a_post_and_keeps_the_promise()
    {
        var post = await APost();
        var claim = Id(await Claim(post, await host.AMember()).Body());

        var told = await host.Told.First<PostClaimed>(x => x.ClaimId == claim);
        Assert.Equal((post, PostClass.SafetyPatrol), (told.PostId, told.Class));
        var judged = await Judge(host.ABranchOffice, post, claim).Body();
        Assert.True(judged.GetProperty("kept").GetBoolean());
        Assert.True((await host.Told.First<CommitmentJudged>(x => x.ClaimId == claim)).Kept);

        var list = await host.Partner.GetAsync($"{Path}/{post}/claims").Body();
        Assert.Equal("Two rounds a week", list.GetProperty("items")[0].GetProperty("promise").GetString());
        Assert.Equal(1, (await host.Partner.GetAsync($"{Path}/{post}").Body()).GetProperty("claimed").GetInt32());
    }

    [Fact]
    public async Task Only_the_branch_judges_and_once()
    {
        var post = await APost();
        var claim = Id(await Claim(post, await host.AMember()).Body());

        Assert.Equal((403, "identity.no-role", null), await Judge(host.Partner, post, claim).AsProblem());
        await Judge(host.ABranchOffice, post, claim).Body();
        Assert.Equal((409, "claim.already-judged", null), await Judge(host.ABranchOffice, post, claim).AsProblem());
    }

    [Fact]
    public async Task Nobody_holds_a_post_twice_and_no_post_is_held_by_more_than_it_has_places()
    {
        var post = await APost(places: 1);
        var member = await host.AMember();
        await Claim(post, member).Body();

        Assert.Equal((409, "post.already-claimed", null), await Claim(post, member).AsProblem());
        Assert.Equal((409, "post.full", null), await Claim(post, await host.AMember()).AsProblem());
        Assert.Equal((409, "post.places", "places"), await Change(await APost(claims: 2), places: 1).AsProblem());
        Assert.Equal(1, await host.Look((PartyBranchesDb db) => db.Claims.CountAsync(x => x.PostId == post)));
    }

    [Fact]
    public async Task Two_who_come_at_once_for_the_last_place_do_not_both_get_it()
    {
        var post = await APost(places: 1);
        var members = new[] { await host.AMember(), await host.AMember(), await host.AMember(), await host.AMember() };

        var answers = await Task.WhenAll(members.Select(member => Claim(post, member)));

        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        Assert.Equal(1, await host.Look((PartyBranchesDb db) => db.Claims.CountAsync(x => x.PostId == post)));
    }

    [Fact]
    public async Task Posts_are_for_those_who_have_reported_in()
    {
        var post = await APost();
        var member = await host.AnInServiceMember();
        Assert.Equal((409, "post.not-reported-in", null), await Claim(post, member).AsProblem());
        await host.Report(await host.ABranch(), member).Body();
        await Claim(post, member).Body();

        var organisation = await host.AUnitOrganisation();
        Assert.Equal((409, "post.not-reported-in", null), await Claim(post, null, organisation).AsProblem());
        await host.Partner.PostAsync($"/api/v1/branches/{organisation}/report-in", null).Body();
        await Claim(post, null, organisation).Body();
    }

    [Fact]
    public async Task A_volunteer_claims_through_a_client_that_keeps_volunteers()
    {
        var post = await APost();
        var volunteer = Guid.CreateVersion7();
        var claim = new { volunteerId = volunteer, promise = "Two rounds a week", due = "2027-06-30" };
        var both = host.Client("posts.write posts.read volunteers.write");

        Assert.Equal((403, "identity.no-scope", "volunteerId"),
            await host.Partner.PostAsJsonAsync($"{Path}/{post}/claims", claim).AsProblem());
        var made = await both.PostAsJsonAsync($"{Path}/{post}/claims", claim).Body();
        Assert.Equal((409, "post.already-claimed", null),
            await both.PostAsJsonAsync($"{Path}/{post}/claims", claim).AsProblem());
        Assert.Equal((422, "post.holder", "memberId"), await both.PostAsJsonAsync($"{Path}/{post}/claims", new
        {
            volunteerId = volunteer,
            memberId = volunteer,
            promise = "Two rounds a week",
            due = "2027-06-30",
        }).AsProblem());

        Assert.Equal(post, (await host.Told.First<PostClaimed>(x => x.ClaimId == Id(made))).PostId);
        var list = await host.Partner.GetAsync($"{Path}/{post}/claims").Body();
        Assert.Equal(volunteer, list.GetProperty("items")[0].GetProperty("volunteerId").GetGuid());
        Assert.True((await Judge(host.ABranchOffice, post, Id(made)).Body()).GetProperty("kept").GetBoolean());
    }

    [Fact]
    public async Task A_closed_post_takes_nobody()
    {
        var post = await APost();
        await Change(post, open: false).Body();
        Assert.Equal((409, "post.closed", null), await Claim(post, await host.AMember()).AsProblem());
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        var post = await APost();
        var member = await host.AMember();
        Assert.Equal((422, "post.holder", "memberId"), await Claim(post, null).AsProblem());
        Assert.Equal((422, "post.holder", "memberId"), await Claim(post, member, member).AsProblem());
        Assert.Equal((404, "request.not-found", "memberId"), await Claim(post, Guid.CreateVersion7()).AsProblem());
        Assert.Equal((422, "request.out-of-range", "due"), await Claim(post, member, due: "2026-11-22").AsProblem());
        Assert.Equal((422, "request.out-of-range", "due"), await Claim(post, member, due: "2028-01-01").AsProblem());
        Assert.Equal((422, "request.out-of-range", "places"), await Change(post, places: 0).AsProblem());
        Assert.Equal((400, "request.wrong-type", "class"), await host.Partner.PostAsJsonAsync(Path, new
        {
            community = PartyBranchesHost.Community,
            @class = "Sleeping",
            title = "Rest",
            places = 1,
        }).AsProblem());
        Assert.Equal((403, "identity.foreign-community", "community"), await host.Partner.PostAsJsonAsync(Path, new
        {
            community = "510104001999",
            @class = "Health",
            title = "Elsewhere",
            places = 1,
        }).AsProblem());
    }

    [Fact]
    public async Task Posts_are_listed_by_class()
    {
        var post = await APost();
        var patrols = await host.Partner.GetAsync($"{Path}?class=SafetyPatrol&limit=200").Body();
        var health = await host.Partner.GetAsync($"{Path}?class=Health&limit=200").Body();
        Assert.Contains(patrols.GetProperty("items").EnumerateArray(), x => Id(x) == post);
        Assert.DoesNotContain(health.GetProperty("items").EnumerateArray(), x => Id(x) == post);
    }

    private async Task<Guid> APost(int places = 3, int claims = 0)
    {
        var post = Id(await host.Partner.PostAsJsonAsync(Path, new
        {
            community = PartyBranchesHost.Community,
            @class = "SafetyPatrol",
            title = "Evening round of the courtyards",
            places,
        }).Body());
        for (var i = 0; i < claims; i++)
            await Claim(post, await host.AMember()).Body();
        return post;
    }

    private Task<HttpResponseMessage> Claim(
        Guid post, Guid? member, Guid? organisation = null, string due = "2027-06-30") =>
        host.Partner.PostAsJsonAsync($"{Path}/{post}/claims",
            new { memberId = member, organisationId = organisation, promise = "Two rounds a week", due });

    private Task<HttpResponseMessage> Change(Guid post, int places = 3, bool open = true) =>
        host.Partner.PutAsJsonAsync($"{Path}/{post}", new { title = "Evening round", places, open });

    private static Task<HttpResponseMessage> Judge(HttpClient by, Guid post, Guid claim) =>
        by.PostAsJsonAsync($"{Path}/{post}/claims/{claim}/judge", new { kept = true });

    private static Guid Id(JsonElement of) => of.GetProperty("id").GetGuid();
}
