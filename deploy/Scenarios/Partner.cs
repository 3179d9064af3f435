using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FiveSocieties.Scenarios;

/// <summary>What the platform answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body; undefined when it is none of JSON.</param>
/// <param name="Took">From the call to its answer, by the machine's clock; of the last try.</param>
/// <param name="At">The platform's time at the answer.</param>
public sealed record Answer(HttpStatusCode Status, JsonElement Body, TimeSpan Took, DateTimeOffset At)
{
    /// <summary>How often it had to be said.</summary>
    public int Tries { get; init; } = 1;

    public bool IsDone => (int)Status < 300;

    /// <summary>The stable code of the problem, for example <c>request.exists</c>.</summary>
    public string Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code)
        ? code.GetString() ?? "" : "";
}

/// <summary>
/// The system of one partner: signs in with its own client, and repeats a call that got no answer with the same
/// <c>Idempotency-Key</c>, so that it is survived when the platform is away for a while.
/// </summary>
/// <param name="http">Its base address is that of the gateway.</param>
/// <param name="id">OAuth2 client.</param>
/// <param name="secret">Its secret.</param>
/// <param name="time">Learns the platform's time from each answer.</param>
public sealed class Partner(HttpClient http, string id, string secret, PlatformTime time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Somebody else was at it at the same moment.</summary>
    private static readonly string[] SayAgain = ["request.conflict", "idempotency.in-progress"];

    private readonly SemaphoreSlim signing = new(1);
    private AuthenticationHeaderValue? token;
    private long renewAt;

    /// <summary>How long it goes on trying.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The platform's time.</summary>
    public PlatformTime Time => time;

    /// <summary>The body of a GET; undefined when there is nothing.</summary>
    /// <exception cref="HttpRequestException">It was refused.</exception>
    public async Task<JsonElement> Get(string path, CancellationToken cancel)
    {
        var answer = await Send(() => new(HttpMethod.Get, path), cancel);
        if (answer.Status == HttpStatusCode.NotFound)
            return default;
        return answer.IsDone ? answer.Body
            : throw new HttpRequestException($"{path} answered {answer.Body}", null, answer.Status);
    }

    /// <summary>All entries of a list, page after page.</summary>
    public async Task<List<JsonElement>> List(string path, CancellationToken cancel)
    {
        List<JsonElement> all = [];
        for (var cursor = ""; ;)
        {
            var page = await Get($"{path}{(path.Contains('?') ? '&' : '?')}limit=200{cursor}", cancel);
            all.AddRange(page.GetProperty("items").EnumerateArray());
            if (!page.TryGetProperty("next", out var next))
                return all;
            cursor = $"&cursor={next.GetString()}";
        }
    }

    /// <summary>Does something, once, however often it has to be said.</summary>
    /// <param name="path">Where.</param>
    /// <param name="body">What.</param>
    /// <param name="cancel">Ends the trying.</param>
    /// <param name="key">The same whenever this very thing is said again; a new one when not given.</param>
    public Task<Answer> Post(string path, JsonElement body, CancellationToken cancel, string? key = null)
    {
        key ??= $"{Guid.CreateVersion7()}";
        return Send(
            () => new(HttpMethod.Post, path)
            {
                Content = JsonContent.Create(body),
                Headers = { { "Idempotency-Key", key } },
            },
            cancel);
    }

    private async Task<Answer> Send(Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        var trying = Stopwatch.StartNew();
        var pause = 0.05 * LongestPause;
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (await Once(make(), cancel) is { } answer)
                    return answer with { Tries = tries };
            }
            catch (Exception away) when (!cancel.IsCancellationRequested && trying.Elapsed < Patience
                && away is HttpRequestException or IOException or TaskCanceledException)
            {
            }

            if (trying.Elapsed > Patience)
                throw new HttpRequestException($"{http.BaseAddress} gives no answer.");
            await Task.Delay(pause, cancel);
            pause = 2 * pause < LongestPause ? 2 * pause : LongestPause;
        }
    }

    /// <summary>One try; null when it is to be said again.</summary>
    private async Task<Answer?> Once(HttpRequestMessage request, CancellationToken cancel)
    {
        using var _ = request;
        request.Headers.Authorization = await SignIn(cancel);
        var began = Stopwatch.GetTimestamp();
        using var heard = await http.SendAsync(request, cancel);
        var took = Stopwatch.GetElapsedTime(began);
        var at = time.Learn(heard);
        switch (heard.StatusCode)
        {
            case HttpStatusCode.Unauthorized:
                Volatile.Write(ref renewAt, 0);
                return null;
            case HttpStatusCode.TooManyRequests:
            case HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout:
                return null;
            default:
                var isJson = heard.Content.Headers.ContentType?.MediaType?.EndsWith("json") == true;
                var body = isJson ? await heard.Content.ReadFromJsonAsync<JsonElement>(cancel) : default;
                var answer = new Answer(heard.StatusCode, body, took, at);
                return SayAgain.Contains(answer.Code) ? null : answer;
        }
    }

    private async Task<AuthenticationHeaderValue?> SignIn(CancellationToken cancel)
    {
        if (Environment.TickCount64 < Volatile.Read(ref renewAt))
            return token;
        await signing.WaitAsync(cancel);
        try
        {
            if (Environment.TickCount64 < renewAt)
                return token;
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = id,
                ["client_secret"] = secret,
            });
            using var heard = await http.PostAsync("/connect/token", form, cancel);
            time.Learn(heard);
            heard.EnsureSuccessStatusCode();
            var issued = await heard.Content.ReadFromJsonAsync<JsonElement>(cancel);
            token = new("Bearer", issued.GetProperty("access_token").GetString());
            Volatile.Write(
                ref renewAt, Environment.TickCount64 + ((issued.GetProperty("expires_in").GetInt32() - 30) * 1000L));
            return token;
        }
        finally
        {
            signing.Release();
        }
    }
}
