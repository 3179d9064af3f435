using FiveSocieties.Tests.Benchmarks;
using FiveSocieties.Tests.Benchmarks.Messages;

namespace FiveSocieties.Tests.Flows;

/// <summary>A small run of each benchmark: it measures what it says, and prints it.</summary>
public sealed class WhenItIsMeasured
{
    [Fact]
    public async Task The_story_is_timed_from_the_call_to_the_invitations()
    {
        var printed = new StringWriter();
        await Story.Run(whistles: 5, rate: 10, printed);
        Assert.Matches(@"call to invitations sent\s+p50\s+[\d.]+ ms\s+p99\s+[\d.]+ ms", $"{printed}");
    }

    [Fact]
    public async Task Stories_and_indicators_are_timed_with_many_whistles_in_the_log()
    {
        var printed = new StringWriter();
        await InsightsAnswers.Run(whistles: 300, times: 3, postgres: false, withPlans: true, printed);
        Assert.Matches(@"SQLite: 300 whistles, [\d,]{5,} events", $"{printed}");
        Assert.Matches(@"indicators of a year\s+p50\s+[\d.]+ ms\s+p99\s+[\d.]+ ms", $"{printed}");
    }

    [Fact]
    public async Task Messages_are_timed_from_the_save_to_the_effect_beside_the_bare_bus()
    {
        var printed = new StringWriter();
        await MessageFlow.Run(messages: 100, atFifty: 20, printed);
        Assert.Matches(@"whole chain, messages a second: house\s+\d+\s+bare\s+\d+\s+ratio [\d.]+", $"{printed}");
        Assert.Matches(@"save to effect at 50 a second, house\s+p50\s+[\d.]+ ms", $"{printed}");
        Assert.Matches(@"relay alone, messages a second; bare with 256 in flight: house\s+\d+\s+bare\s+\d+\s+ratio [\d.]+", $"{printed}");
    }
}
