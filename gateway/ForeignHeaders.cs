using System.Diagnostics;

namespace FiveSocieties.Gateway;

/// <summary>
/// Takes away what only a proxy, never a caller, may say: addresses, identities, methods, baggage. It happens first, so that
/// nothing in this process reads them either; the proxy then writes its own X-Forwarded-*.
/// </summary>
internal static class ForeignHeaders
{
    private static readonly string[] Beginnings =
        ["X-Forwarded-", "X-Original-", "X-Client-", "X-User-", "X-Auth-", "X-Remote-", "X-MS-", "dapr-"];

    private static readonly string[] Names =
        ["Forwarded", "X-Real-IP", "True-Client-IP", "X-HTTP-Method-Override", "baggage", "Correlation-Context",
            "Request-Id", "Via"];

    public static void UseForeignHeadersRemoved(this WebApplication app) => app.Use((http, next) =>
    {
        foreach (var name in http.Request.Headers.Keys.Where(IsForeign).ToList())
            http.Request.Headers.Remove(name);
        // The host has read baggage before any middleware, and would hand it on.
        foreach (var (name, _) in Activity.Current?.Baggage.ToList() ?? [])
            Activity.Current!.SetBaggage(name, null);
        OpenTelemetry.Baggage.ClearBaggage();
        return next(http);
    });

    private static bool IsForeign(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
}
