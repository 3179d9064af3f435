using Yarp.ReverseProxy.Configuration;

namespace FiveSocieties.Gateway;

/// <summary>
/// The replicas of a service are asked in turn; one that no longer answers is left out within seconds and comes back when
/// it does. When none answers all are tried, so that the caller learns what is the matter.
/// </summary>
internal sealed class Replicas : IProxyConfigFilter
{
    private static readonly HealthCheckConfig Watched = new()
    {
        AvailableDestinationsPolicy = "HealthyOrPanic",
        Active = new()
        {
            Enabled = true,
            Interval = TimeSpan.FromSeconds(1),
            Timeout = TimeSpan.FromSeconds(3),
            Policy = "ConsecutiveFailures",
            Path = "/health/live",
        },
        Passive = new() { Enabled = true, Policy = nameof(NoConnection) },
    };

    /// <summary>One failed look is enough: a connection that is refused is no mishap.</summary>
    private static readonly Dictionary<string, string> AtOnce =
        new() { ["ConsecutiveFailuresHealthPolicy.Threshold"] = "1" };

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) =>
        new(cluster.Destinations is { Count: > 1 }
            ? cluster with { LoadBalancingPolicy = "RoundRobin", HealthCheck = Watched, Metadata = AtOnce }
            : cluster);

    public ValueTask<RouteConfig> ConfigureRouteAsync(
        RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);
}
