using FiveSocieties.Events;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Volunteers;

/// <summary>Where to go and whom to ask for: read from the owners, never kept.</summary>
public sealed class BriefTests(VolunteersHost host) : IClassFixture<VolunteersHost>
{
    [Fact]
    public async Task The_brief_is_open_from_acceptance_until_a_day_after_the_end()
    {
        var sent = await host.AnAskedVolunteer();
        Assert.Equal((403, "engagement.brief-closed", null), await Brief(sent).AsProblem());
        await host.Move(sent, "accept").Body();

        var brief = await Brief(sent).Body();
        await host.Move(sent, "start").Body();
        await host.Move(sent, "finish").Body();
        await Brief(sent).Body();
        host.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal((403, "engagement.brief-closed", null), await Brief(sent).AsProblem());
        Assert.Equal("Zhao Guilan", brief.GetProperty("name").GetString());
        Assert.Equal("Go with her to the eye clinic.", brief.GetProperty("description").GetString());
        var asked = host.Residents.Asked.First(x => x.EngagementId == $"{sent.InvitationId}");
        Assert.Equal((host.Whistles.ResidentId, $"{sent.WhistleId}", "partner"),
            (asked.ResidentId, asked.WhistleId, asked.Reader));
    }

    [Fact]
    public async Task A_whistle_for_nobody_in_particular_has_a_brief_without_a_name()
    {
        var sent = await host.AnAcceptedInvitation();
        var resident = host.Whistles.ResidentId;
        host.Whistles.ResidentId = "";

        var brief = await Brief(sent).Body();
        host.Whistles.ResidentId = resident;

        Assert.Equal(["description"], brief.EnumerateObject().Select(x => x.Name));
        Assert.DoesNotContain(host.Residents.Asked, x => x.EngagementId == $"{sent.InvitationId}");
    }

    private Task<HttpResponseMessage> Brief(InvitationSent sent) => host.Partner.GetAsync(
        $"/api/v1/volunteers/{sent.ResourceId}/engagements/{sent.InvitationId}/brief");
}
