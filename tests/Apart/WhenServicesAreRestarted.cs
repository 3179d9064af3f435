using System.Collections.Concurrent;
using System.Net.Http.Json;
using FiveSocieties.Standalone;

namespace FiveSocieties.Tests.Apart;

/// <summary>A new version is rolled out while partners go on: nobody notices.</summary>
public sealed class WhenServicesAreRestarted(Installation installation) : IClassFixture<Installation>
{
    private static readonly string[] Services =
        ["Community", "SocialWork", "PartyBranches", "Volunteers", "ResidentUnits", "Matching", "Insights", "Partners"];

    private static readonly string[] Reads =
    [
        "whistles", "linkages", "members", "volunteers", "units", "resources", "stories", "organisations",
    ];

    [Fact]
    public async Task Both_replicas_of_each_service_one_after_the_other_and_no_request_fails()
    {
        await using var set = await LocalSet.Start(installation.Folder, replicas: 2);
        using var enough = new CancellationTokenSource();
        var (failed, answered) = (new ConcurrentQueue<string>(), new ConcurrentBag<string>());
        Task[] partners =
        [
            .. Reads.Select(noun => Load(() => new(HttpMethod.Get, $"/api/v1/{noun}?community={Demonstration.Community}"))),
            Load(Token), Load(Raise), Load(Raise),
        ];
        foreach (var service in Services)
        {
            await set.Restart($"{service}-1");
            await set.Restart($"{service}-2");
        }

        await enough.CancelAsync();
        await Task.WhenAll(partners);
        Assert.Empty(failed);
        Assert.InRange(answered.Count, 500, int.MaxValue);

        async Task Load(Func<HttpRequestMessage> make)
        {
            while (!enough.IsCancellationRequested)
            {
                using var request = make();
                var what = $"{DateTimeOffset.UtcNow:mm:ss.fff} {request.Method} {request.RequestUri}";
                try
                {
                    using var answer = await set.Send(request);
                    if (answer.IsSuccessStatusCode)
                        answered.Add(what);
                    else
                        failed.Enqueue($"{what}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    failed.Enqueue($"{what}: {e.Message}");
                }

                await Task.Delay(200);
            }
        }
    }

    private static HttpRequestMessage Token() => new(HttpMethod.Post, "/connect/token")
    {
        Content = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", StandaloneApp.DemoClient),
            new("client_secret", StandaloneApp.DemoSecret),
        ]),
    };

    private static HttpRequestMessage Raise() => new(HttpMethod.Post, "/api/v1/whistles")
    {
        Headers = { { "Idempotency-Key", $"{Guid.NewGuid()}" } },
        Content = JsonContent.Create(new
        {
            id = Guid.CreateVersion7(),
            community = Demonstration.Community,
            @class = "elder-care",
            urgency = "General",
            channel = "Resident",
            place = new { longitude = 104.0655, latitude = 30.6575 },
            description = "Somebody to go along, some day.",
        }),
    };
}
