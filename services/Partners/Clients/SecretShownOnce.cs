using System.Text.Json.Nodes;
using FiveSocieties.Records;

namespace FiveSocieties.Partners.Clients;

/// <summary>
/// An answer that holds a secret is kept like any other when it carries an <c>Idempotency-Key</c>, but a secret must not
/// stand in the database. So the feature answers with the sealed secret, that is what is kept, and it is opened here,
/// on its way out.
/// </summary>
internal static class SecretShownOnce
{
    private const string Field = "clientSecret";
    private const string Purpose = "client.secret";
    private static readonly SealedColumn Column = new();

    public static string? Close(Seal seal, string? secret) =>
        secret is null ? null : (string?)Column.ConvertToProvider(seal.Close(Purpose, secret));

    /// <summary>Stands outside of the kept answer: a route's own convention runs after those of its group.</summary>
    public static void WithSecretShownOnce(this RouteHandlerBuilder route) => route.Add(endpoint =>
    {
        var inner = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = http => Open(http, inner);
    });

    private static async Task Open(HttpContext http, RequestDelegate inner)
    {
        var (response, wire) = (http.Response, http.Response.Body);
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            await inner(http);
            await response.BodyWriter.FlushAsync();
        }
        finally
        {
            response.Body = wire;
        }

        var body = buffer.ToArray();
        if (response.StatusCode == StatusCodes.Status201Created
            && JsonNode.Parse(body) is JsonObject issued
            && issued[Field]?.GetValue<string>() is { } closed)
        {
            var seal = http.RequestServices.GetRequiredService<Seal>();
            issued[Field] = seal.Open(Purpose, (Sealed?)Column.ConvertFromProvider(closed));
            body = System.Text.Encoding.UTF8.GetBytes(issued.ToJsonString());
            response.Headers.CacheControl = "no-store";
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, http.RequestAborted);
    }
}
