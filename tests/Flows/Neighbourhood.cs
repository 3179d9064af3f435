using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Scenarios;
using FiveSocieties.Standalone;
using FiveSocieties.Storage;
using FiveSocieties.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FiveSocieties.Tests.Flows;

/// <summary>
/// All services on one in-memory bus with the demonstration community, whose people do nothing by themselves. The clock
/// stands still on a Monday at nine until a test moves it.
/// </summary>
public sealed class Neighbourhood : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-flow-").FullName;
    private WebApplication app = null!;
    private HttpClient http = null!;

    public static readonly string[] Societies = ["members", "volunteers", "units", "social-workers"];

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8)));

    public Slot ThisMorning => Slot.Of(Clock.GetUtcNow());

    public async Task InitializeAsync()
    {
        var options = new StandaloneOptions(folder, new($"http://127.0.0.1:{FreePort.Find()}"), Empty: true, Simulate: false);
        app = StandaloneApp.Build(options, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Clock);
        });
        await app.PrepareDatabases();
        await app.StartAsync();
        http = new HttpClient { BaseAddress = options.OwnUrl };
        var token = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = StandaloneApp.DemoClient,
            ["client_secret"] = StandaloneApp.DemoSecret,
        })).Body();
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        await Demonstration.Load(app.Services.GetRequiredService<Partner>(), default);
        await Patiently.Until("Matching knows everybody", async () =>
            Items(await Get("/api/v1/resources?limit=200")).Length >= Demonstration.Helpers);
    }

    public async Task DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        http.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    public Uri Address => http.BaseAddress!;

    public Task<HttpResponseMessage> Send(HttpRequestMessage request) => http.SendAsync(request);

    public Task<JsonElement> Get(string path) => http.GetAsync(path).Body();

    public Task<HttpResponseMessage> TryGet(string path) => http.GetAsync(path);

    /// <summary>Says it again, as a partner would, when the platform itself wrote to the same row at that moment.</summary>
    public async Task<JsonElement> Post(string path, object body)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await http.PostAsJsonAsync(path, body).Body();
            }
            catch (HttpRequestException refused) when (tries < 10 && refused.Message.Contains("request.conflict"))
            {
            }
        }
    }

    public Task<HttpResponseMessage> TryPost(string path, object body) => http.PostAsJsonAsync(path, body);

    public async Task<JsonElement[]> List(string path) => Items(await Get(path));

    /// <summary>A need raised and announced; the place is in the middle of the community.</summary>
    public async Task<Guid> ABlownWhistle(string urgency, params object[] lines)
    {
        var raised = await Post("/api/v1/whistles", new
        {
            community = Demonstration.Community,
            @class = "elder-care",
            urgency,
            channel = "Resident",
            place = new { longitude = 104.0655, latitude = 30.6575 },
            residentId = Demonstration.Resident,
            description = "My mother must be at the hospital this morning and cannot walk alone.",
            blow = true,
            lines,
        });
        return raised.GetProperty("id").GetGuid();
    }

    /// <summary>A line of people, this morning unless another slot is said, or two of which one is chosen.</summary>
    public object ALine(string skill, int quantity = 1, Slot? slot = null, Slot? or = null) => new
    {
        kind = "People",
        skill,
        leastLevel = 1,
        quantity,
        slots = (string[])[$"{slot ?? ThisMorning}", .. or is null ? (string[])[] : [$"{or}"]],
    };

    public async Task<string?> StateOf(Guid whistle) =>
        (await Get($"/api/v1/whistles/{whistle}")).GetProperty("state").GetString();

    public Task Reaches(Guid whistle, string state) =>
        Patiently.Until($"the whistle is {state}", async () => await StateOf(whistle) == state);

    /// <summary>The engagements of one whistle in one society, once there are that many in that state.</summary>
    public async Task<JsonElement[]> Engagements(Guid whistle, string noun, string state, int atLeast = 1)
    {
        JsonElement[] found = [];
        await Patiently.Until($"{atLeast} of {noun} {state}", async () =>
        {
            found = [.. (await List($"/api/v1/{noun}/engagements?state={state}&limit=200"))
                .Where(x => x.GetProperty("whistleId").GetGuid() == whistle)];
            return found.Length >= atLeast;
        });
        return found;
    }

    /// <summary>Everybody who is asked for this whistle now.</summary>
    public async Task<(string Noun, JsonElement Engagement)[]> Asked(Guid whistle, int count)
    {
        List<(string, JsonElement)> asked = [];
        await Patiently.Until($"{count} people are asked", async () =>
        {
            asked.Clear();
            foreach (var noun in Societies)
                asked.AddRange((await List($"/api/v1/{noun}/engagements?state=Asked&limit=200"))
                    .Where(x => x.GetProperty("whistleId").GetGuid() == whistle).Select(x => (noun, x)));
            return asked.Count >= count;
        });
        return [.. asked];
    }

    public Task<JsonElement> Act((string Noun, JsonElement Engagement) asked, string verb, object? body = null) =>
        Post(PathOf(asked, verb), body ?? new { });

    /// <summary>One engagement, once it is in that state.</summary>
    public Task Becomes((string Noun, JsonElement Engagement) asked, string state) => Patiently.Until(
        $"the engagement is {state}",
        async () => (await Get(PathOf(asked, "").TrimEnd('/'))).GetProperty("state").GetString() == state);

    /// <summary>The story of a whistle, once these steps are told.</summary>
    public async Task<JsonElement> Story(Guid whistle, params string[] steps)
    {
        JsonElement story = default;
        await Patiently.Until($"the story tells {string.Join(", ", steps)}", async () =>
        {
            story = await TryGet($"/api/v1/stories/{whistle}").TryBody();
            var told = story.Steps().Select(x => x.GetProperty("what").GetString());
            return steps.All(told.ToHashSet().Contains);
        });
        return story;
    }

    public static string PathOf((string Noun, JsonElement Engagement) asked, string verb) =>
        $"/api/v1/{asked.Noun}/{asked.Engagement.GetProperty("answeredBy").GetString()}"
        + $"/engagements/{asked.Engagement.GetProperty("id").GetString()}/{verb}";

    public static JsonElement[] Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];
}
