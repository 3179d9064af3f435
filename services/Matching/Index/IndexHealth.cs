using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FiveSocieties.Matching.Index;

/// <summary>
/// Unready while nothing is known; degraded while a source is missing, since the others can still be asked; a source
/// that goes away later leaves what it said.
/// </summary>
internal sealed class IndexHealth(IndexKeeper keeper) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation) =>
        Task.FromResult(keeper.Missing switch
        {
            { Count: 0 } => HealthCheckResult.Healthy(),
            { Count: var count } when count > Pools.Owners.Count => HealthCheckResult.Unhealthy("Nothing is listed yet."),
            var missing => HealthCheckResult.Degraded($"Not listed yet: {string.Join(", ", missing)}."),
        });
}
