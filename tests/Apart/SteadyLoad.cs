using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Apart;

/// <summary>Partners who ask every service through the gateway, one request after the other, until told to stop. They
/// repeat nothing: whatever is not answered well is a failure.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly string[] Lists =
    [
        "whistles", "linkages", "members", "volunteers", "units", "resources", "communities", "organisations",
        $"points/accounts?community={Demonstration.Community}", "agencies", "branches",
        $"stories?community={Demonstration.Community}",
    ];

    private readonly HttpClient http;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;
    private readonly ConcurrentDictionary<string, int> failures = new();
    private int answered;

    public SteadyLoad(Uri gateway)
    {
        http = new() { BaseAddress = gateway };
        running = Task.WhenAll(Partner(Read), Partner(Raise), Partner(SignIn));
    }

    /// <summary>How many requests were answered as they should be.</summary>
    public int Answered => answered;

    /// <summary>What went wrong, and how often; empty when nothing did.</summary>
    public string Failures => string.Join('\n', failures.Select(x => $"{x.Value} x {x.Key}"));

    /// <summary>Lets all end what they have begun.</summary>
    public async Task Stop()
    {
        await stop.CancelAsync();
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        http.Dispose();
        stop.Dispose();
    }

    private static HttpRequestMessage Read(int turn) => new(HttpMethod.Get, $"/api/v1/{Lists[turn % Lists.Length]}");

    private static HttpRequestMessage Raise(int turn)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/whistles")
        {
            Content = JsonContent.Create(new
            {
                community = Demonstration.Community,
                @class = "elder-care",
                urgency = "General",
                channel = "Resident",
                place = new { longitude = 104.0655, latitude = 30.6575 },
                description = "Somebody to talk to, please.",
            }),
        };
        request.Headers.Add("Idempotency-Key", $"steady-{turn.ToString(CultureInfo.InvariantCulture)}");
        return request;
    }

    private static HttpRequestMessage SignIn(int turn) => new(HttpMethod.Post, "/connect/token")
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "demo",
            ["client_secret"] = "demo-only",
        }),
    };

    private async Task Partner(Func<int, HttpRequestMessage> next)
    {
        using var entry = SignIn(0);
        var token = (await http.SendAsync(entry).Body()).GetProperty("access_token").GetString();
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            using var request = next(turn);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var outcome = await Outcome(request);
            if (outcome is null)
                Interlocked.Increment(ref answered);
            else
                failures.AddOrUpdate($"{request.RequestUri!.AbsolutePath}: {outcome}", 1, (_, times) => times + 1);
            await Task.Delay(Pause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Nothing when it was answered well.</summary>
    private async Task<string?> Outcome(HttpRequestMessage request)
    {
        try
        {
            using var answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode ? null
                : $"{(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code")} ({(int)answer.StatusCode})";
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return failure.Message;
        }
    }
}
