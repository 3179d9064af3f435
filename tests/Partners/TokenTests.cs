using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FiveSocieties.Tests.TestKit;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FiveSocieties.Tests.Partners;

public sealed class TokenTests : IAsyncLifetime
{
    private readonly PartnersHost partners = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await partners.DisposeAsync();

    [Fact]
    public async Task A_token_says_who_calls_and_is_signed_with_a_published_key()
    {
        var issued = await partners.Token(PartnersHost.Admin, PartnersHost.AdminSecret).Body();
        Assert.Equal(("Bearer", 300), (issued.GetProperty("token_type").GetString(),
            (issued.GetProperty("expires_in").GetInt32() + 5) / 10 * 10));

        var claims = PartnersHost.Claims(issued);
        Assert.Equal(TestTokens.Issuer, claims.GetProperty("iss").GetString());
        Assert.Equal("five-societies", claims.GetProperty("aud").GetString());
        Assert.Equal(PartnersHost.Admin, claims.GetProperty("client_id").GetString());
        Assert.Equal(["organisations.read", "organisations.write", "whistles.read"],
            claims.GetProperty("scope").GetString()!.Split(' ').Order());
        Assert.Equal("""["510104001001","510104001002"]""", claims.GetProperty("communities").GetRawText());
        Assert.Equal("""["Volunteers"]""", claims.GetProperty("societies").GetRawText());
        Assert.Equal("""["staff"]""", claims.GetProperty("roles").GetRawText());
        Assert.Equal("at+jwt", PartnersHost.Claims(issued, 0).GetProperty("typ").GetString());

        var keys = new JsonWebKeySet(await partners.CreateClient().GetStringAsync("/.well-known/jwks"));
        var check = await new JsonWebTokenHandler().ValidateTokenAsync(
            issued.GetProperty("access_token").GetString(),
            new()
            {
                IssuerSigningKeys = keys.GetSigningKeys(),
                ValidIssuer = TestTokens.Issuer,
                ValidAudience = "five-societies",
                ValidTypes = ["at+jwt"],
                ValidAlgorithms = ["ES256"],
                ValidateLifetime = false,
            });
        Assert.True(check.IsValid, check.Exception?.Message);
    }

    [Fact]
    public async Task Only_what_was_asked_and_allowed_is_granted()
    {
        var issued = await partners.Token(PartnersHost.Admin, PartnersHost.AdminSecret, "whistles.read").Body();
        Assert.Equal("whistles.read", PartnersHost.Claims(issued).GetProperty("scope").GetString());
    }

    [Theory]
    [InlineData("sub-district", "wrong", null, 401, "invalid_client")]
    [InlineData("nobody", "wrong", null, 401, "invalid_client")]
    [InlineData(PartnersHost.Admin, PartnersHost.AdminSecret, "whistles.write", 400, "invalid_scope")]
    [InlineData(PartnersHost.Admin, PartnersHost.AdminSecret, "whistles.read castles.read", 400, "invalid_scope")]
    [InlineData(PartnersHost.Admin, PartnersHost.AdminSecret, "internal", 400, "invalid_scope")]
    public async Task A_refusal_is_written_as_OAuth_says(
        string client, string secret, string? scope, int status, string error)
    {
        var answer = await partners.Token(client, secret, scope);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(error, body.GetProperty("error").GetString());
        Assert.False(body.TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task Other_grants_are_unknown()
    {
        var answer = await partners.CreateClient().PostAsync("/connect/token", new FormUrlEncodedContent(
            [new("grant_type", "password"), new("username", "a"), new("password", "b")]));
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("unsupported_grant_type", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_secret_may_stand_in_a_Basic_header()
    {
        var http = partners.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{PartnersHost.Admin}:{PartnersHost.AdminSecret}")));
        var issued = await http.PostAsync(
            "/connect/token", new FormUrlEncodedContent([new("grant_type", "client_credentials")])).Body();
        Assert.Equal(PartnersHost.Admin, PartnersHost.Claims(issued).GetProperty("client_id").GetString());
    }

    [Fact]
    public async Task Discovery_names_endpoint_and_keys_by_the_name_it_was_asked_by()
    {
        var inside = await partners.CreateClient().GetAsync("/.well-known/openid-configuration").Body();
        Assert.Equal(TestTokens.Issuer, inside.GetProperty("issuer").GetString());
        Assert.Equal("http://localhost/.well-known/jwks", inside.GetProperty("jwks_uri").GetString());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        request.Headers.Host = "issuer.example";
        var outside = await partners.CreateClient().SendAsync(request).Body();
        Assert.Equal("https://issuer.example/connect/token", outside.GetProperty("token_endpoint").GetString());
        Assert.Equal("https://issuer.example/.well-known/jwks", outside.GetProperty("jwks_uri").GetString());
    }

    [Theory]
    [InlineData("client-authentication+jwt", TestTokens.Issuer, 200)]
    [InlineData("JWT", TestTokens.Issuer, 200)]
    [InlineData("at+jwt", TestTokens.Issuer, 401)]
    [InlineData("JWT", "https://elsewhere.example/", 400)]
    public async Task A_client_may_sign_for_itself(string type, string audience, int status)
    {
        var admin = partners.Administrator();
        var organisation = await partners.AnOrganisation(admin);
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new ECDsaSecurityKey(pair) { KeyId = "mine" };
        var point = pair.ExportParameters(false).Q;
        var made = await admin.PostAsync($"/api/v1/organisations/{organisation}/clients", PartnersHost.Json($$"""
            {"displayName":"signs","scopes":["whistles.read"],"communities":["510104001001"],"jwks":{"keys":[
            {"kty":"EC","crv":"P-256","kid":"mine","use":"sig",
             "x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}" } ] } }
            """)).Body();
        Assert.False(made.TryGetProperty("clientSecret", out _));
        var id = made.GetProperty("client").GetProperty("clientId").GetString()!;

        var now = TimeProvider.System.GetUtcNow().UtcDateTime; // tokens are checked by the machine's clock
        var assertion = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = id,
            Audience = audience,
            TokenType = type,
            IssuedAt = now,
            Expires = now.AddMinutes(1),
            Claims = new Dictionary<string, object> { ["sub"] = id, ["jti"] = $"{Guid.NewGuid()}" },
            SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
        });
        var answer = await partners.Token(
            ("client_assertion", assertion),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        Assert.True(status == (int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
