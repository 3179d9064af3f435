using System.Net.Sockets;
using FiveSocieties.ServiceDefaults;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace FiveSocieties.Gateway;

/// <summary>
/// What one replica could not take goes to another, if that cannot do harm: nobody has seen it yet, it only reads, or its
/// <c>Idempotency-Key</c> lets it happen once. So a replica may be restarted while partners go on.
/// </summary>
internal static class OtherReplica
{
    /// <summary>Metadata of a route whose POST may be repeated though it has no key.</summary>
    private const string Repeatable = "Repeatable";

    /// <summary>Stands before the choice of the replica.</summary>
    public static async Task Ask(HttpContext http, RequestDelegate next)
    {
        var proxy = http.GetReverseProxyFeature();
        var left = proxy.AllDestinations.ToList();
        if (left.Count > 1)
            http.Request.EnableBuffering(Defaults.LargestBodyOf(http)); // all of it fits into memory: it is never larger
        while (true)
        {
            await next(http);
            left.Remove(proxy.ProxiedDestination!);
            if (left.Count == 0 || http.Response.HasStarted || http.RequestAborted.IsCancellationRequested
                || http.Features.Get<IForwarderErrorFeature>() is not { } failure || !MayRepeat(http, failure))
                return;
            proxy.AvailableDestinations = left.Exists(IsWell) ? left.FindAll(IsWell) : [.. left];
            http.Features.Set<IForwarderErrorFeature>(null);
            http.Response.Clear();
            http.Request.Body.Position = 0;
        }
    }

    /// <summary>Nothing was sent when no connection could be made.</summary>
    public static bool WasNotReached(IForwarderErrorFeature failure) =>
        failure.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
        || failure.Exception?.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    private static bool MayRepeat(HttpContext http, IForwarderErrorFeature failure) =>
        WasNotReached(failure)
        || (failure.Error is ForwarderError.Request or ForwarderError.RequestBodyDestination
            && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
                || (HttpMethods.IsPost(http.Request.Method) && (http.Request.Headers.ContainsKey("Idempotency-Key")
                    || http.GetRouteModel().Config.Metadata?.ContainsKey(Repeatable) == true))));

    private static bool IsWell(DestinationState replica) =>
        replica.Health is { Active: not DestinationHealth.Unhealthy, Passive: not DestinationHealth.Unhealthy };
}

/// <summary>A replica to which no connection can be made is left out at once, for a few seconds.</summary>
internal sealed class NoConnection(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    public string Name => nameof(NoConnection);

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is { } failure && OtherReplica.WasNotReached(failure))
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, Rest);
    }
}
