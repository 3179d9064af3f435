using FiveSocieties.Events;
using FiveSocieties.Tests.TestKit;
using FiveSocieties.Volunteers;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Volunteers;

public sealed class HoursTests(VolunteersHost host) : IClassFixture<VolunteersHost>
{
    [Fact]
    public async Task Minutes_of_service_are_entered_in_the_record()
    {
        var sent = await host.AnAcceptedInvitation();
        await host.Move(sent, "start").Body();
        host.Clock.Advance(TimeSpan.FromMinutes(75));
        await host.Move(sent, "finish").Body();

        var told = await host.Told.First<HoursRecorded>(x => x.InvitationId == sent.InvitationId);
        var hours = await host.Partner.GetAsync($"/api/v1/volunteers/{sent.ResourceId}/hours").Body();

        Assert.Equal((sent.ResourceId, sent.WhistleId, 75, Evidence.CheckInOut),
            (told.VolunteerId, told.WhistleId, told.Minutes, told.Evidence));
        Assert.Equal(75, hours.GetProperty("totalMinutes").GetInt64());
        Assert.Equal(told.EntryId, hours.GetProperty("items")[0].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task The_same_service_is_entered_once_and_that_of_others_never()
    {
        var volunteer = await host.AVolunteer();
        var finished = new EngagementFinished(
            Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Society.Volunteers, volunteer, 30, Evidence.Confirmed);
        var next = finished with { InvitationId = Guid.CreateVersion7() };

        await host.Tell(finished with { InvitationId = Guid.CreateVersion7(), Society = Society.SocialWork });
        await host.Tell(finished);
        await host.Told.First<HoursRecorded>(x => x.InvitationId == finished.InvitationId);
        await host.Tell(finished);
        await host.Tell(next);
        await host.Told.First<HoursRecorded>(x => x.InvitationId == next.InvitationId);

        await Patiently.Until("all four were heard", () => host.Look(async (VolunteersDb db) =>
            await db.Inbox.CountAsync(x => x.Consumer.EndsWith(nameof(OnEngagementFinished)))
            == host.Told.All<EngagementFinished>().Count));
        Assert.Equal(2, await host.Look((VolunteersDb db) => db.Hours.CountAsync(x => x.VolunteerId == volunteer)));
    }
}
