using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FiveSocieties.ServiceDefaults;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace FiveSocieties.Gateway;

/// <summary>
/// One OpenAPI document for the whole house, made of what each service says of itself. Asked again after a minute; a service
/// that is away is left out until then.
/// </summary>
internal sealed class MergedOpenApi(IProxyStateLookup proxy, IHttpClientFactory http, TimeProvider time)
{
    private const string Prefix = "#/components/schemas/";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim one = new(1);
    private (string Text, DateTimeOffset Until) kept;

    public async Task<IResult> Get(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (time.GetUtcNow() >= kept.Until)
                kept = ((await Merge(cancel)).ToJsonString(), time.GetUtcNow() + Fresh);
            return Results.Content(kept.Text, "application/json");
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<JsonObject> Merge(CancellationToken cancel)
    {
        var asked = await Task.WhenAll(proxy.GetClusters().OrderBy(cluster => cluster.ClusterId)
            .Select(async cluster => (cluster.ClusterId, Document: await Ask(cluster, cancel))));
        JsonObject? whole = null;
        foreach (var (cluster, document) in asked)
        {
            if (document is null)
                continue;
            if (whole is null)
                whole = document;
            else
                Add(whole, document, cluster);
        }

        return whole ?? throw new BrokenRule(GatewayProblems.Away);
    }

    private async Task<JsonObject?> Ask(ClusterState cluster, CancellationToken cancel)
    {
        if (cluster.DestinationsState.AvailableDestinations.FirstOrDefault()?.Model.Config.Address is not { } address)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            var client = http.CreateClient(nameof(MergedOpenApi));
            var text = await client.GetStringAsync(new Uri(new(address), "openapi/v1.json"), limit.Token);
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Two services may mean different things by one name: then the second gets its cluster's name before.</summary>
    private static void Add(JsonObject whole, JsonObject document, string cluster)
    {
        var known = Part(Part(whole, "components"), "schemas");
        foreach (var (name, schema) in Part(Part(document, "components"), "schemas").ToList())
            if (known.ContainsKey(name) && !JsonNode.DeepEquals(known[name], schema))
                document = Renamed(document, name, $"{cluster}.{name}");
        foreach (var (name, schema) in Part(Part(document, "components"), "schemas"))
            known.TryAdd(name, schema?.DeepClone());
        foreach (var (path, item) in Part(document, "paths"))
            Part(whole, "paths").TryAdd(path, item?.DeepClone());
        whole["tags"] = new JsonArray([.. Tags(whole).Concat(Tags(document))
            .DistinctBy(tag => $"{tag?["name"]}").Select(tag => tag?.DeepClone())]);
    }

    private static JsonObject Renamed(JsonObject document, string name, string other)
    {
        var text = document.ToJsonString(Plain).Replace($"\"{Prefix}{name}\"", $"\"{Prefix}{other}\"", StringComparison.Ordinal);
        var renamed = JsonNode.Parse(text)!.AsObject();
        var schemas = Part(Part(renamed, "components"), "schemas");
        schemas.Remove(name, out var schema);
        schemas[other] = schema;
        return renamed;
    }

    private static JsonArray Tags(JsonObject document) => document["tags"] as JsonArray ?? [];

    private static JsonObject Part(JsonObject of, string name)
    {
        if (of[name] is not JsonObject part)
            of[name] = part = [];
        return part;
    }
}
