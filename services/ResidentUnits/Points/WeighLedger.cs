using System.Diagnostics.Metrics;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>
/// Adds up all balances every minute. Anything but 0 is a defect: the gauge <c>five_societies.ledger.imbalance</c>
/// shows it to whoever is on call.
/// </summary>
public sealed class WeighLedger(ResidentUnitsDb db, ILogger<ResidentUnitsDb> log) : ISweep
{
    /// <summary>The meter of this service.</summary>
    public const string MeterName = "FiveSocieties.ResidentUnits";

    private static readonly Gauge<long> Imbalance = new Meter(MeterName).CreateGauge<long>(
        "five_societies.ledger.imbalance", "{point}", "Sum of all balances of the points bank; 0 when it is whole.");

    /// <inheritdoc/>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var sum = await db.Accounts.SumAsync(x => x.Balance, cancellation);
        Imbalance.Record(sum);
        if (sum != 0)
            log.LedgerImbalance(sum);
        return 0;
    }
}
