using FiveSocieties.Partners;
using FiveSocieties.Tests.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using static FiveSocieties.Tests.Partners.PartnersHost;

namespace FiveSocieties.Tests.Partners;

public sealed class OrganisationTests : IAsyncLifetime
{
    private readonly PartnersHost partners = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await partners.DisposeAsync();

    [Fact]
    public async Task An_organisation_is_registered_read_listed_and_changed()
    {
        var admin = partners.Administrator();
        var id = await partners.AnOrganisation(admin);
        var read = await admin.GetAsync($"/api/v1/organisations/{id}");
        Assert.Equal("\"1\"", read.Headers.ETag?.Tag);
        var list = await admin.GetAsync("/api/v1/organisations").Body();
        Assert.Equal(id, Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());

        var change = """{"name":"Lane Volunteers","kind":"Other","communities":["510104001001"]}""";
        using var outdated = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/organisations/{id}") { Content = Json(change) };
        outdated.Headers.IfMatch.ParseAdd("\"7\"");
        Assert.Equal(412, (await admin.SendAsync(outdated).AsProblem()).Status);
        var changed = await admin.PutAsync($"/api/v1/organisations/{id}", Json(change)).Body();
        Assert.Equal("Other", changed.GetProperty("kind").GetString());
        Assert.Equal(2, await partners.Look((PartnersDb db) => db.Organisations.Select(x => x.Version).SingleAsync()));
    }

    [Fact]
    public async Task Whoever_serves_none_of_its_communities_does_not_see_it()
    {
        var id = await partners.AnOrganisation(partners.Administrator());
        var stranger = partners.Client("organisations.read organisations.write", [Other]);
        Assert.Equal(404, (await stranger.GetAsync($"/api/v1/organisations/{id}").AsProblem()).Status);
        Assert.Equal(404, (await stranger.GetAsync($"/api/v1/organisations/{id}/clients").AsProblem()).Status);
        Assert.Empty((await stranger.GetAsync("/api/v1/organisations").Body()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_foreign_community_is_neither_added_nor_taken_away()
    {
        var both = partners.Client("organisations.write", [ServiceHost<PartnersDb>.Community, Other]);
        var id = await partners.AnOrganisation(both, ServiceHost<PartnersDb>.Community, Other);
        var admin = partners.Administrator();
        Assert.Equal((403, "identity.foreign-community", "communities[0]"), await admin.PostAsync(
            "/api/v1/organisations", Json("""{"name":"x","kind":"Other","communities":["510104001002"]}""")).AsProblem());
        Assert.Equal((403, "identity.foreign-community", "communities"), await admin.PutAsync(
            $"/api/v1/organisations/{id}", Json("""{"name":"x","kind":"Other","communities":["510104001001"]}""")).AsProblem());
    }

    [Theory]
    [InlineData("""{"displayName":"x","scopes":["volunteers.read"],"communities":["510104001001"]}""", 403, "client.not-held", "scopes[0]")]
    [InlineData("""{"displayName":"x","scopes":["internal"],"communities":["510104001001"]}""", 403, "client.not-held", "scopes[0]")]
    [InlineData("""{"displayName":"x","scopes":["castles.read"],"communities":["510104001001"]}""", 403, "client.not-held", "scopes[0]")]
    [InlineData("""{"displayName":"x","scopes":["whistles.read"],"communities":["510104001002"]}""", 403, "identity.foreign-community", "communities[0]")]
    [InlineData("""{"displayName":"x","scopes":["whistles.read"],"communities":["510104001001"],"roles":["linker"]}""", 403, "client.not-held", "roles[0]")]
    [InlineData("""{"displayName":"x","scopes":["whistles.read"],"communities":["510104001001"],"societies":["SocialWork"]}""", 403, "client.not-held", "societies[0]")]
    [InlineData("""{"displayName":"x","scopes":[],"communities":["510104001001"]}""", 422, "request.too-many", "scopes")]
    [InlineData("""{"displayName":"x","scopes":["whistles.read"],"communities":["510104001001"],"jwks":{"keys":[]}}""", 422, "client.keys-unfit", "jwks")]
    [InlineData("""{"displayName":"x","scopes":["whistles.read"],"communities":["510104001001"],"jwks":{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}}""", 422, "client.keys-unfit", "jwks")]
    [InlineData("""{"displayName":"x","scopes":["whistles.read"],"communities":["510104001001"],"jwks":{"keys":[{"kty":"EC","crv":5}]}}""", 422, "client.keys-unfit", "jwks")]
    public async Task Nobody_gives_what_it_does_not_have(string client, int status, string code, string field)
    {
        var admin = partners.Client("organisations.write organisations.read whistles.read internal castles.read", roles: ["staff"]);
        var id = await partners.AnOrganisation(admin);
        Assert.Equal((status, code, field),
            await admin.PostAsync($"/api/v1/organisations/{id}/clients", Json(client)).AsProblem());
        Assert.Empty((await admin.GetAsync($"/api/v1/organisations/{id}/clients").Body()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_client_gets_a_secret_once_then_tokens_until_it_is_revoked()
    {
        var admin = partners.Administrator();
        var id = await partners.AnOrganisation(admin);
        using var first = NewClient(id, "key-1");
        using var second = NewClient(id, "key-1");
        var issued = await admin.SendAsync(first);
        Assert.True(issued.Headers.CacheControl?.NoStore);
        var text = await issued.Content.ReadAsStringAsync();
        var made = await Task.FromResult(issued).Body();
        Assert.Equal(text, await (await admin.SendAsync(second)).Content.ReadAsStringAsync());

        var client = made.GetProperty("client").GetProperty("clientId").GetString()!;
        var secret = made.GetProperty("clientSecret").GetString()!;
        Assert.Equal(43, secret.Length);
        var token = await partners.Token(client, secret).Body();
        Assert.Equal("whistles.read", PartnersHost.Claims(token).GetProperty("scope").GetString());
        var listed = await admin.GetAsync($"/api/v1/organisations/{id}/clients").Body();
        Assert.DoesNotContain(secret, listed.GetRawText());
        Assert.Contains(client, listed.GetRawText());

        Assert.Equal(204, (int)(await admin.DeleteAsync($"/api/v1/organisations/{id}/clients/{client}")).StatusCode);
        Assert.Equal(204, (int)(await admin.DeleteAsync($"/api/v1/organisations/{id}/clients/{client}")).StatusCode);
        Assert.Equal(401, (int)(await partners.Token(client, secret)).StatusCode);
        Assert.Contains("revokedAt", await admin.GetStringAsync($"/api/v1/organisations/{id}/clients/{client}"));
    }

    [Fact]
    public async Task A_community_that_a_client_serves_stays()
    {
        var admin = partners.Client("organisations.write whistles.read", [ServiceHost<PartnersDb>.Community, Other]);
        var id = await partners.AnOrganisation(admin);
        using var request = NewClient(id, "key-2");
        await admin.SendAsync(request).Body();
        Assert.Equal((409, "organisation.community-in-use", "communities"), await admin.PutAsync(
            $"/api/v1/organisations/{id}", Json("""{"name":"x","kind":"Other","communities":["510104001002"]}""")).AsProblem());
    }

    [Fact]
    public async Task Neither_secrets_nor_the_signing_key_stand_in_the_database()
    {
        var admin = partners.Administrator();
        using var request = NewClient(await partners.AnOrganisation(admin), "key-3");
        var secret = (await admin.SendAsync(request).Body()).GetProperty("clientSecret").GetString()!;
        await partners.Token(Admin, AdminSecret).Body();

        await using var file = new SqliteConnection($"Data Source={Path.Combine(partners.Folder, "partners.db")};Pooling=False");
        await file.OpenAsync();
        await using var flush = file.CreateCommand();
        flush.CommandText = "PRAGMA wal_checkpoint(FULL)";
        await flush.ExecuteNonQueryAsync();
        foreach (var name in Directory.GetFiles(partners.Folder, "partners.db*").Where(name => !name.EndsWith(".lock")))
        {
            using var open = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            var all = await reader.ReadToEndAsync();
            Assert.DoesNotContain(secret, all);
            Assert.DoesNotContain(AdminSecret, all);
            Assert.DoesNotContain("PRIVATE KEY", all);
        }
    }

    private static HttpRequestMessage NewClient(string organisation, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/organisations/{organisation}/clients")
        {
            Content = Json("""{"displayName":"roster","scopes":["whistles.read"],"communities":["510104001001"]}"""),
        };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
