using FiveSocieties.Events;
using FiveSocieties.SocialWork.Linkages;
using FiveSocieties.ResourceMatching;

namespace FiveSocieties.Tests.SocialWork;

/// <summary>Lines of things: asked with kind and size, served when delivered.</summary>
public sealed class ThingLineTests : IAsyncDisposable
{
    private readonly Town town = new();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task A_linkage_of_things_alone_starts_with_the_first_and_is_served_with_the_last()
    {
        town.ANeighbour(Society.ResidentUnits, skill: "hall");
        town.ANeighbour(Society.ResidentUnits, skill: "rice");
        var (hall, rice) = (town.AThing(NeedKind.Venue, 40, "hall"), town.AThing(NeedKind.Goods, 12, "rice"));
        var whistle = await town.ABlownWhistle(Urgency.Urgent, hall, rice);
        var room = (await town.Invited(hall, 1))[0];
        var bags = (await town.Invited(rice, 1))[0];
        Assert.Equal((NeedKind.Venue, 40, "hall"), (room.Kind, room.Size, room.Skill));
        Assert.Equal((NeedKind.Goods, 12, "rice"), (bags.Kind, bags.Size, bags.Skill));
        Assert.Contains(town.Matching.Asked, x => (x.Kind, x.Size, x.Quantity) == (ResourceKind.Venue, 40, 1));

        await town.Accepts(room);
        await town.Accepts(bags);
        await town.LinkageIn(whistle, LinkageState.Formed);
        await town.Delivers(bags, 10);
        await town.Told.First<LinkageStarted>();
        await town.LinkageIn(whistle, LinkageState.InService);
        Assert.Empty(town.Told.All<LinkageServed>());
        await town.Delivers(room, 40);
        await town.Delivers(room, 40);

        var served = await town.Told.First<LinkageServed>();
        Assert.Equal(0, served.Minutes);
        Assert.Equal(["unit-app"], served.Clients);
        var view = await town.Get($"/api/v1/linkages?whistleId={whistle.WhistleId}");
        var line = view.GetProperty("items")[0].GetProperty("lines").EnumerateArray()
            .Single(x => x.GetProperty("lineId").GetGuid() == rice.LineId);
        Assert.Equal(("Goods", 12, 1), (line.GetProperty("kind").GetString(), line.GetProperty("size").GetInt64(),
            line.GetProperty("finished").GetInt32()));
    }

    [Fact]
    public async Task A_general_need_of_a_thing_waits_for_the_linker()
    {
        town.ANeighbour(Society.ResidentUnits, skill: "hall");
        var hall = town.AThing(NeedKind.Venue, 40, "hall");
        var whistle = await town.ABlownWhistle(Urgency.General, hall);
        await town.LinkageIn(whistle, LinkageState.Open);
        await town.Wait(TimeSpan.FromMinutes(15));
        var linkage = await town.LinkageWhere(whistle, x => x.Proposals.Count == 1);
        Assert.Empty(town.Sent(hall));

        await town.Post($"/api/v1/linkages/{linkage.Id}/confirm", new { all = true });

        var sent = (await town.Invited(hall, 1))[0];
        Assert.Equal((NeedKind.Venue, 40, "linker"), (sent.Kind, sent.Size, sent.DecidedBy));
    }

    [Fact]
    public async Task A_thing_that_is_refused_or_missed_is_replaced_by_another()
    {
        for (var i = 0; i < 4; i++)
            town.ANeighbour(Society.ResidentUnits, skill: "hall");
        var hall = town.AThing(NeedKind.Venue, 40, "hall");
        await town.ABlownWhistle(Urgency.Urgent, hall);
        var asked = await town.Invited(hall, 2);

        await town.Tell(new InvitationRefused(
            asked[0].InvitationId, asked[0].WhistleId, asked[0].Society, asked[0].ResourceId, Refusal.NoCapacity));
        var third = (await town.Invited(hall, 3))[2];
        Assert.DoesNotContain(third.ResourceId, asked.Select(x => x.ResourceId));
        await town.Accepts(asked[1]);
        await town.Told.First<LinkageFormed>();
        await town.Misses(asked[1]);

        var last = await town.Invited(hall, 4);
        Assert.DoesNotContain(last[3].ResourceId, asked.Select(x => x.ResourceId));
    }
}
