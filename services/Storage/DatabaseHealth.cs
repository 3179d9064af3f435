using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FiveSocieties.Storage;

/// <summary>Whether a database answers. Without it a service can do nothing: it takes no requests, lives on, and comes back
/// by itself.</summary>
internal sealed class DatabaseHealth(ServiceDatabase database, IServiceScopeFactory scopes) : IHealthCheck
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = (DbContext)scope.ServiceProvider.GetRequiredService(database.Context);
        await db.Database.ExecuteSqlRawAsync("SELECT 1", cancellationToken); // a failure is the answer
        return HealthCheckResult.Healthy();
    }
}
