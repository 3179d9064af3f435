using System.Net.Http.Json;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.SocialWork;
using FiveSocieties.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.SocialWork;

/// <summary>Agencies, social workers, and what they do when they are asked themselves.</summary>
public sealed class PeopleTests : IAsyncDisposable
{
    private const string Agencies = "/api/v1/agencies";

    private const string SocialWorkers = "/api/v1/social-workers";

    private readonly Town town = new();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task An_agency_is_registered_read_changed_and_listed()
    {
        var made = await town.Post(Agencies, AnAgency());
        var path = $"{Agencies}/{made.GetProperty("id").GetGuid()}";
        using var read = await town.Http.GetAsync(path);
        var change = new HttpRequestMessage(HttpMethod.Put, path)
        {
            Content = JsonContent.Create(new { name = "Warm Hands", communities = (string[])[Town.Community] }),
        };
        change.Headers.IfMatch.Add(read.Headers.ETag!);
        Assert.Equal("Warm Hands", (await town.Http.SendAsync(change).Body()).GetProperty("name").GetString());

        var late = new HttpRequestMessage(HttpMethod.Put, path)
        {
            Content = JsonContent.Create(new { name = "Late Hands", communities = (string[])[Town.Community] }),
        };
        late.Headers.IfMatch.Add(read.Headers.ETag!);
        Assert.Equal((412, "request.outdated", null), await town.Http.SendAsync(late).AsProblem());
        Assert.Single((await town.Get(Agencies)).GetProperty("items").EnumerateArray());
        Assert.Equal(
            (409, "request.exists", "creditCode"), await town.Http.PostAsJsonAsync(Agencies, AnAgency()).AsProblem());
    }

    [Fact]
    public async Task What_is_wrong_with_an_agency_is_said_by_field()
    {
        Assert.Equal(
            (422, "agency.credit-code", "creditCode"),
            await town.Http.PostAsJsonAsync(Agencies, AnAgency("52510104MJD000001H")).AsProblem());
        Assert.Equal(
            (403, "identity.foreign-community", "communities[1]"),
            await town.Http.PostAsJsonAsync(Agencies, AnAgency(also: "510104001009")).AsProblem());
    }

    [Fact]
    public async Task A_social_worker_is_registered_with_an_agency_and_listed_without_a_name()
    {
        var agency = (await town.Post(Agencies, AnAgency())).GetProperty("id").GetGuid();
        var made = await town.Post(SocialWorkers, AWorker(agency));
        var path = $"{SocialWorkers}/{made.GetProperty("id").GetGuid()}";

        Assert.DoesNotContain("invented", (await town.Get(SocialWorkers)).ToString(), StringComparison.Ordinal);
        var read = await town.Get(path);
        Assert.Equal("13800138000", read.GetProperty("helper").GetProperty("phone").GetString());
        Assert.Equal(1, await town.Look<SocialWorkDb, int>(
            db => db.Set<FiveSocieties.Records.ReadReceipt>().CountAsync()));
        Assert.Equal(made.GetProperty("id").GetGuid(), (await town.Told.First<ResourceChanged>()).ResourceId);

        var changed = await town.Http.PutAsJsonAsync(path, new
        {
            helper = Town.AForm("visit"),
            qualification = "senior-social-worker",
            linkageCap = 3,
            suspended = true,
        }).Body();
        Assert.Equal("senior-social-worker", changed.GetProperty("qualification").GetString());
        Assert.Equal(
            (422, "social-worker.agency", "agencyId"),
            await town.Http.PostAsJsonAsync(SocialWorkers, AWorker(Guid.NewGuid())).AsProblem());
        Assert.Equal(
            (422, "social-worker.qualification", "qualification"),
            await town.Http.PostAsJsonAsync(SocialWorkers, AWorker(null, "Very good")).AsProblem());
    }

    [Fact]
    public async Task A_social_worker_is_asked_and_need_not_come_after_all()
    {
        var worker = await town.ALinker(skill: "accompany");
        var sent = new InvitationSent(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Guid.CreateVersion7(),
            Society.SocialWork, worker, "accompany", town.ThisMorning, town.Clock.GetUtcNow().AddHours(1), "policy-1");
        await town.Tell(sent with { InvitationId = Guid.CreateVersion7(), Society = Society.Volunteers });
        await town.Tell(sent);
        await Engagement(sent, EngagementState.Asked);

        await town.Tell(new InvitationWithdrawn(
            sent.InvitationId, sent.WhistleId, Society.SocialWork, worker, "surplus"));
        await Engagement(sent, EngagementState.Withdrawn);
        Assert.Equal(1, await town.Look<SocialWorkDb, int>(db => db.Engagements.CountAsync()));
    }

    [Fact]
    public async Task A_social_worker_who_takes_the_invitation_counts_in_the_linkage()
    {
        var worker = await town.ALinker(skill: "accompany");
        town.Neighbours.Add(new(worker, Society.SocialWork, Circle.FiveMinutes, "accompany", 1));
        var line = town.ALine();
        var whistle = town.AWhistle(Urgency.Urgent, line);
        await town.Tell(whistle);
        var sent = (await town.Invited(line, 1))[0];
        await Engagement(sent, EngagementState.Asked);

        await town.Post($"{SocialWorkers}/{worker}/engagements/{sent.InvitationId}/accept", new { });

        Assert.Equal([Society.SocialWork], (await town.Told.First<LinkageFormed>()).Societies);
    }

    [Fact]
    public async Task A_policy_that_cannot_be_worked_with_stops_the_start()
    {
        var builder = WebApplication.CreateBuilder(
        [
            $"--Data={town.Folder}", "--Linkage:Urgent:Factor=0", "--Identity:ClientSecret=none",
            .. from service in (string[])["Matching", "Community", "ResidentUnits"]
               select $"--Services:{service}=http://127.0.0.1:9",
        ]);
        builder.AddServiceDefaults();
        builder.AddSocialWork();
        builder.AddBus();
        Assert.Equal(1, await Start.Run([], _ => builder.Build()));
    }

    private Task Engagement(InvitationSent sent, EngagementState state) => Patiently.Until(
        $"an engagement is {state}",
        () => town.Look<SocialWorkDb, bool>(
            db => db.Engagements.AnyAsync(x => x.Id == sent.InvitationId && x.State == state)));

    private static object AnAgency(string code = "52510104MJD000001G", string? also = null) => new
    {
        name = "Kind Hands",
        creditCode = code,
        communities = also is null ? (string[])[Town.Community] : [Town.Community, also],
    };

    private static object AWorker(Guid? agencyId, string qualification = "social-worker") => new
    {
        community = Town.Community,
        helper = Town.AForm(),
        qualification,
        agencyId,
    };
}
