using Xunit.Abstractions;

namespace FiveSocieties.Tests.Chaos;

/// <summary>A small storm over each form; the large ones are the command.</summary>
public sealed class WhenEverythingDies(ITestOutputHelper output)
{
    private static readonly Options Small = new(Whistles: 200, Clients: 4, Kills: 5, Seed: 7);

    [Fact]
    public async Task In_one_process_nothing_is_lost_and_nothing_happens_twice()
    {
        await using var form = new OneProcess();
        await Rage(Small with { Standalone = true }, form);
    }

    [Fact]
    public async Task Apart_nothing_is_lost_and_nothing_happens_twice()
    {
        await using var form = await Apart.Start();
        await Rage(Small, form);
    }

    private async Task Rage(Options options, IForm form)
    {
        using var progress = new StringWriter();
        var report = await Run.Of(options, form, progress, default);
        output.WriteLine($"{progress}{report}");
        Assert.True(report.IsClean, $"{report}");
    }
}
