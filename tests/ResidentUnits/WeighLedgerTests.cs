using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FiveSocieties.Events;
using FiveSocieties.ResidentUnits;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.ResidentUnits;

public sealed class WeighLedgerTests(ResidentUnitsHost host) : IClassFixture<ResidentUnitsHost>
{
    [Fact]
    public async Task A_balance_that_no_transfer_made_is_seen_within_a_minute()
    {
        var seen = new ConcurrentQueue<long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == WeighLedger.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, sum, _, _) => seen.Enqueue(sum));
        listener.Start();
        var finished = host.AContribution();
        await host.Tell(finished);
        await host.Tell(new WhistleClosed(finished.WhistleId, 1, ClosingCode.Solved));
        await host.Told.First<PointsCredited>(x => x.Cause == finished.InvitationId);

        await host.Look((ResidentUnitsDb db) => db.Accounts.Where(x => x.Balance > 0)
            .ExecuteUpdateAsync(account => account.SetProperty(x => x.Balance, x => x.Balance + 7)));

        await Patiently.Until("the gauge", () =>
        {
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(seen.Contains(7));
        });
        Assert.DoesNotContain(seen, sum => sum is not (0 or 7));
    }
}
