using System.Net.Http.Json;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;
using FiveSocieties.Tests.TestKit;
using FiveSocieties.Volunteers;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.Volunteers;

/// <summary>The service of the volunteers, and how its given states come about.</summary>
public sealed class VolunteersHost : ServiceHost<VolunteersDb>
{
    public static readonly Slot Tuesday = new(new(2026, 11, 24), DayPart.Morning);

    public static readonly Slot TuesdayLater = new(new(2026, 11, 24), DayPart.Afternoon);

    private int phones;

    public VolunteersHost() => Replace.Add(services => services
        .AddSingleton<WhistleBriefs.WhistleBriefsClient>(Whistles)
        .AddSingleton<ResidentContacts.ResidentContactsClient>(Residents));

    public FakeWhistles Whistles { get; } = new();

    public FakeResidents Residents { get; } = new();

    /// <summary>A partner that keeps volunteers and answers for them.</summary>
    public HttpClient Partner => Client("volunteers.read volunteers.write engagements.read engagements.write");

    public static object Form(
        string phone = "13800138000",
        string name = "Lin Xiaoyu",
        int level = 3,
        int loadCap = 8,
        bool optedOut = false) => new
        {
            name,
            phone,
            skills = new[] { new { code = "accompany", level } },
            place = new { longitude = 104.06, latitude = 30.67 },
            available = new[]
            {
                new { day = "Tuesday", part = "Morning" },
                new { day = "Tuesday", part = "Afternoon" },
            },
            loadCap,
            eligibilities = new[] { "first-aid-certificate" },
            optedOut,
        };

    public async Task<Guid> AVolunteer(int level = 3, int loadCap = 8, bool optedOut = false)
    {
        var phone = $"139{Interlocked.Increment(ref phones):00000000}";
        var helper = Form(phone, level: level, loadCap: loadCap, optedOut: optedOut);
        var body = await Partner.PostAsJsonAsync("/api/v1/volunteers", new { community = Community, helper }).Body();
        return body.GetProperty("id").GetGuid();
    }

    public InvitationSent AnInvitation(
        Guid volunteer, Slot? slot = null, Guid? whistleId = null, Society society = Society.Volunteers) => new(
            Guid.CreateVersion7(), Guid.CreateVersion7(), whistleId ?? Guid.CreateVersion7(), 1, Guid.CreateVersion7(),
            society, volunteer, "accompany", slot ?? Tuesday, Clock.GetUtcNow().AddMinutes(30), "policy-1");

    /// <summary>Tells it and waits until it has been dealt with.</summary>
    public async Task TellAndWait<T>(T message)
        where T : class
    {
        var id = Guid.CreateVersion7();
        await Tell(message, messageId: id);
        await Patiently.Until("message is in the inbox", () =>
            Look((VolunteersDb db) => db.Inbox.AnyAsync(x => x.MessageId == id)));
    }

    /// <summary>Told, and asked.</summary>
    public async Task<InvitationSent> AnAskedVolunteer(Guid? volunteer = null, Guid? whistleId = null)
    {
        var sent = AnInvitation(volunteer ?? await AVolunteer(), whistleId: whistleId);
        await Tell(sent);
        await IsIn(sent.InvitationId, EngagementState.Asked);
        return sent;
    }

    public async Task<InvitationSent> AnAcceptedInvitation(Guid? volunteer = null)
    {
        var sent = await AnAskedVolunteer(volunteer);
        await Move(sent, "accept").Body();
        return sent;
    }

    public Task IsIn(Guid engagement, EngagementState state) => Patiently.Until($"engagement {state}", () =>
        Look((VolunteersDb db) => db.Engagements.AnyAsync(x => x.Id == engagement && x.State == state)));

    /// <summary>accept, decline, start or finish.</summary>
    public Task<HttpResponseMessage> Move(
        InvitationSent sent, string move, object? body = null, HttpClient? by = null) =>
        (by ?? Partner).PostAsJsonAsync(
            $"/api/v1/volunteers/{sent.ResourceId}/engagements/{sent.InvitationId}/{move}", body ?? new { });

    public static WhistleBlown AWhistle(
        Guid? id = null, int round = 1, string skill = "accompany", int leastLevel = 1) => new(
            id ?? Guid.CreateVersion7(), round, Guid.CreateVersion7(), Urgency.Urgent,
            new(2026, 11, 23, 5, 0, 0, TimeSpan.Zero), new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero),
            [new(Guid.CreateVersion7(), NeedKind.People, skill, leastLevel, 3, 1, 1, true, [Tuesday], [])]);
}

/// <summary>Community, as far as a brief asks it.</summary>
public sealed class FakeWhistles : WhistleBriefs.WhistleBriefsClient
{
    public string ResidentId { get; set; } = $"{Guid.CreateVersion7()}";

    public override AsyncUnaryCall<WhistleBrief> GetAsync(BriefRequest request, CallOptions options) =>
        Calls.Answer(new WhistleBrief { Description = "Go with her to the eye clinic.", ResidentId = ResidentId });
}

/// <summary>ResidentUnits, as far as a brief asks it.</summary>
public sealed class FakeResidents : ResidentContacts.ResidentContactsClient
{
    public List<ContactRequest> Asked { get; } = [];

    public override AsyncUnaryCall<ResidentContact> GetAsync(ContactRequest request, CallOptions options)
    {
        Asked.Add(request);
        return Calls.Answer(new ResidentContact { Name = "Zhao Guilan", Phone = "13600000001", Address = "Lane 3" });
    }
}

internal static class Calls
{
    public static AsyncUnaryCall<T> Answer<T>(T answer) => new(
        Task.FromResult(answer), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
}
