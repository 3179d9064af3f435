using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace FiveSocieties.Standalone;

/// <summary>Calls the process's own interface as the demonstration client would from outside.</summary>
public sealed class OwnClient(HttpClient http)
{
    private DateTime renewAt;

    /// <summary>The body of a GET; undefined when there is nothing.</summary>
    public async Task<JsonElement> Get(string path, CancellationToken cancel)
    {
        await SignIn(cancel);
        using var answer = await http.GetAsync(path, cancel);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return default;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
    }

    /// <summary>Sends a body and returns the status; a conflict says that it was there or done already.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Post(string path, JsonElement body, CancellationToken cancel)
    {
        await SignIn(cancel);
        using var answer = await http.PostAsJsonAsync(path, body, cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }

    private async Task SignIn(CancellationToken cancel)
    {
        if (DateTime.UtcNow < renewAt)
            return;
        using var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = StandaloneApp.DemoClient,
            ["client_secret"] = StandaloneApp.DemoSecret,
        }), cancel);
        answer.EnsureSuccessStatusCode();
        var issued = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", issued.GetProperty("access_token").GetString());
        renewAt = DateTime.UtcNow.AddSeconds(issued.GetProperty("expires_in").GetInt32() - 30);
    }
}
