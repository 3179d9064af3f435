using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Gateway;

public sealed class OpenApiTests
{
    [Fact]
    public async Task One_document_tells_of_all_services_and_names_that_clash_stay_apart()
    {
        await using var gateway = await GatewayHost.Start((GatewayHost.Destination("matching"), "http://127.0.0.1:9/"));
        gateway["community"].OpenApi = Document("/api/v1/whistles", "Position", "number", "communities");
        gateway["volunteers"].OpenApi = Document("/api/v1/volunteers", "Position", "string", "volunteers");
        gateway["insights"].OpenApi = Document("/api/v1/stories", "Position", "number", "stories");

        var whole = await gateway.CreateClient().GetAsync("/openapi/v1.json").Body();
        Assert.Equal(
            ["/api/v1/stories", "/api/v1/volunteers", "/api/v1/whistles"],
            whole.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order());
        var schemas = whole.GetProperty("components").GetProperty("schemas");
        Assert.Equal(["Position", "volunteers.Position"], schemas.EnumerateObject().Select(schema => schema.Name).Order());
        Assert.Equal("string", schemas.GetProperty("volunteers.Position").GetProperty("type").GetString());
        Assert.Equal("#/components/schemas/volunteers.Position", Reference(whole, "/api/v1/volunteers"));
        Assert.Equal("#/components/schemas/Position", Reference(whole, "/api/v1/stories"));
        Assert.Equal(3, whole.GetProperty("tags").GetArrayLength());
    }

    [Fact]
    public async Task The_document_is_asked_for_again_after_a_minute()
    {
        await using var gateway = await GatewayHost.Start();
        gateway["community"].OpenApi = Document("/api/v1/whistles", "A", "number", "a");
        var http = gateway.CreateClient();
        var first = await http.GetStringAsync("/openapi/v1.json");
        gateway["community"].OpenApi = Document("/api/v1/communities", "A", "number", "a");

        Assert.Equal(first, await http.GetStringAsync("/openapi/v1.json"));
        gateway.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("/api/v1/communities", await http.GetStringAsync("/openapi/v1.json"));
    }

    [Fact]
    public async Task The_page_to_try_it_loads_nothing_from_the_internet()
    {
        await using var gateway = await GatewayHost.Start();
        var page = await gateway.CreateClient().GetStringAsync("/docs");
        Assert.Contains("openapi/v1.json", page);
        Assert.DoesNotContain("src=\"http", page);
        Assert.DoesNotContain("cdn.", page);
    }

    private static string Document(string path, string schema, string type, string tag) => $$"""
        {
          "openapi": "3.1.1",
          "info": { "title": "t", "version": "v1" },
          "paths": { "{{path}}": { "get": { "schema": { "$ref": "#/components/schemas/{{schema}}" } } } },
          "components": { "schemas": { "{{schema}}": { "type": "{{type}}" } } },
          "tags": [ { "name": "{{tag}}" } ]
        }
        """;

    private static string? Reference(System.Text.Json.JsonElement whole, string path) =>
        whole.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("schema")
            .GetProperty("$ref").GetString();
}
