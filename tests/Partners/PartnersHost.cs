using System.Text;
using System.Text.Json;
using FiveSocieties.Partners;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Partners;

/// <summary>The real service, with an administrator and a service of the platform in its configuration.</summary>
internal sealed class PartnersHost : ServiceHost<PartnersDb>
{
    public const string Other = "510104001002";
    public const string Admin = "sub-district";
    public const string AdminSecret = "an-invented-secret-of-the-sub-district";

    public PartnersHost()
    {
        Settings["hostBuilder:reloadConfigOnChange"] = "false";
        Settings["Database:Create"] = "EnsureCreated";
        Settings["Identity:Clients:0:Id"] = Admin;
        Settings["Identity:Clients:0:Secret"] = AdminSecret;
        Settings["Identity:Clients:0:Scopes:0"] = "organisations.read";
        Settings["Identity:Clients:0:Scopes:1"] = "organisations.write";
        Settings["Identity:Clients:0:Scopes:2"] = "whistles.read";
        Settings["Identity:Clients:0:Communities:0"] = Community;
        Settings["Identity:Clients:0:Communities:1"] = Other;
        Settings["Identity:Clients:0:Societies:0"] = "Volunteers";
        Settings["Identity:Clients:0:Roles:0"] = "staff";
    }

    /// <summary>What the token endpoint answers.</summary>
    public Task<HttpResponseMessage> Token(params (string Name, string Value)[] form) =>
        CreateClient().PostAsync("/connect/token", new FormUrlEncodedContent(
            form.Prepend(("grant_type", "client_credentials")).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))));

    public Task<HttpResponseMessage> Token(string client, string secret, string? scope = null) =>
        scope is null
            ? Token(("client_id", client), ("client_secret", secret))
            : Token(("client_id", client), ("client_secret", secret), ("scope", scope));

    /// <summary>An organisation that serves the usual community, and its id.</summary>
    public async Task<string> AnOrganisation(HttpClient admin, params string[] communities)
    {
        var made = await admin.PostAsync("/api/v1/organisations", Json($$"""
            {"name":"Green Lane Volunteers","kind":"Volunteers","communities":{{JsonSerializer.Serialize(
                communities.Length > 0 ? communities : [Community])}}}
            """)).Body();
        return made.GetProperty("id").GetString()!;
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>The claims of a token, unchecked.</summary>
    public static JsonElement Claims(JsonElement issued, int part = 1)
    {
        var token = issued.GetProperty("access_token").GetString()!;
        return JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[part])).RootElement;
    }

    /// <summary>An administrator's tokens, as a test writes them.</summary>
    public HttpClient Administrator(string scopes = "organisations.read organisations.write whistles.read whistles.write") =>
        Client(scopes, [Community], ["staff"]);
}
