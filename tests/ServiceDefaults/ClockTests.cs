using System.Diagnostics;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.ServiceDefaults;

/// <summary>The platform's clock may run faster than the machine's, in a trial and nowhere else.</summary>
public sealed class ClockTests
{
    private const int Speed = 600;

    private static readonly DateTimeOffset Since = new(2026, 11, 27, 3, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Monday = new(2026, 11, 30, 0, 0, 0, TimeSpan.FromHours(8));

    private static readonly string[] Trial =
        [$"--Clock:Speed={Speed}", $"--Clock:Since={Since:O}", $"--Clock:At={Monday:O}"];

    [Fact]
    public void Without_a_word_it_is_the_machines() =>
        Assert.Same(TimeProvider.System, ClockOf());

    [Theory]
    [InlineData("Identity:AllowDemo", "--Clock:Speed=600", "--Clock:Since=2026-11-27T03:00:00Z")]
    [InlineData("Clock:Since", "--Clock:Speed=600", "--Identity:AllowDemo=true")]
    [InlineData("1 to 3600", "--Clock:Speed=-1", "--Clock:Since=2026-11-27T03:00:00Z", "--Identity:AllowDemo=true")]
    public void It_is_refused_in_one_sentence(string part, params string[] settings) =>
        Assert.Contains(part, Assert.Throws<ServiceStartException>(() => ClockOf(settings)).Message);

    [Fact]
    public void Processes_that_agree_on_the_beginning_have_one_time()
    {
        string[] settings = [.. Trial, "--Identity:AllowDemo=true"];
        var (one, other) = (ClockOf(settings), ClockOf(settings));
        var (least, now, most) = (Expected(), one.GetUtcNow(), Expected());
        Assert.InRange(now, least, most);
        Assert.InRange(other.GetUtcNow(), now, Expected());
    }

    [Fact]
    public async Task Timers_and_leases_are_the_machines()
    {
        var clock = new TrialClock(Speed, Since, Monday);
        var waited = Stopwatch.StartNew();
        await Task.Delay(TimeSpan.FromMilliseconds(100), clock);
        Assert.InRange(waited.ElapsedMilliseconds, 90, long.MaxValue);

        var before = clock.GetUtcNow();
        Assert.InRange(clock.In(TimeSpan.FromSeconds(20)), before.AddSeconds(20 * Speed), clock.GetUtcNow().AddSeconds(20 * Speed));
        Assert.InRange(
            TimeProvider.System.In(TimeSpan.FromSeconds(20)), DateTimeOffset.UtcNow.AddSeconds(19),
            DateTimeOffset.UtcNow.AddSeconds(20));
    }

    [Fact]
    public async Task Each_answer_of_a_trial_tells_the_platforms_time()
    {
        await using var app = await Started([.. Trial, "--Identity:AllowDemo=true"]);
        using var answer = await app.GetTestClient().GetAsync("/here");
        var told = Assert.Single(answer.Headers.GetValues(TrialClock.Header)).Split("; speed=");
        Assert.InRange(DateTimeOffset.Parse(told[0]), Expected().AddHours(-1), Expected());
        Assert.Equal($"{Speed}", told[1]);

        await using var plain = await Started([]);
        using var without = await plain.GetTestClient().GetAsync("/here");
        Assert.False(without.Headers.Contains(TrialClock.Header));
    }

    private static DateTimeOffset Expected() => Monday + ((DateTimeOffset.UtcNow - Since) * Speed);

    private static TimeProvider ClockOf(params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.AddServiceDefaults();
        return builder.Build().Services.GetRequiredService<TimeProvider>();
    }

    private static async Task<WebApplication> Started(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults();
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapGet("/here", () => Results.Ok()).AllowAnonymous();
        await app.StartAsync();
        return app;
    }
}
