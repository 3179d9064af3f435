using FiveSocieties.Community.Whistles;
using FiveSocieties.Events;

namespace FiveSocieties.Tests.Community;

public sealed class ClockTests : IAsyncLifetime
{
    private readonly CommunityHost host = new();

    [Fact]
    public async Task Silence_closes_what_was_served_after_three_days()
    {
        var id = await host.ABlownWhistle();
        await host.Tell(new LinkageServed(Guid.CreateVersion7(), id, 1, 60));
        await host.Told.First<AnswerRequested>();

        host.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        await Task.Delay(200);
        Assert.Equal(WhistleState.Served, (await host.Row(id)).State);

        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(new WhistleClosed(id, 1, ClosingCode.Silence), await host.Told.First<WhistleClosed>());
    }

    [Theory]
    [InlineData("Emergency", 2)]
    [InlineData("Urgent", 24)]
    [InlineData("General", 9 * 24)] // seven work days over a weekend
    public async Task What_is_not_resolved_in_time_goes_to_the_sub_district(string urgency, int hours)
    {
        var id = await host.ABlownWhistle(urgency);
        await host.Told.First<WhistleBlown>();
        host.Clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1));
        await Task.Delay(200);
        Assert.Equal(WhistleState.Blown, (await host.Row(id)).State);

        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(new WhistleEscalated(id, 1, "resolve-by-passed"), await host.Told.First<WhistleEscalated>());
        Assert.Equal("clock", (await host.Row(id)).Steps[^1].By);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await host.DisposeAsync();
}
