using System.Diagnostics;
using FiveSocieties.Storage;
using Npgsql;

namespace FiveSocieties.Operator;

/// <summary>
/// Nobody tells anything: every relay is kept from taking rows of its outbox, while everybody goes on writing and hearing.
/// It ends with the connections that hold it, in whatever way they end.
/// </summary>
internal sealed class Stillness : IAsyncDisposable
{
    private readonly List<NpgsqlConnection> holders = [];
    private readonly List<long> left = [];

    /// <summary>Returns once nothing is on its way to the broker any more.</summary>
    /// <param name="databases">All of them.</param>
    /// <param name="publishLimit">After twice as long a row that is taken has been given up by who took it.</param>
    public static async Task<Stillness> Begin(IReadOnlyList<HouseDatabase> databases, TimeSpan publishLimit)
    {
        var stillness = new Stillness();
        try
        {
            foreach (var database in databases)
                stillness.holders.Add(await Postgres.Open(database.Connection));
            foreach (var holder in stillness.holders)
                await Postgres.Ask(holder, $"SET lock_timeout = '30s'; SELECT pg_advisory_lock({OutboxRow.TellLock})");
            var clock = Stopwatch.StartNew();
            foreach (var holder in stillness.holders)
            {
                while (clock.Elapsed < 2 * publishLimit && await Taken(holder) > 0)
                    await Task.Delay(100);
                stillness.left.Add(await Taken(holder));
            }

            return stillness;
        }
        catch
        {
            await stillness.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fails if it ended in between: who still answers has held its lock all the time, and what a process that
    /// died or hung had taken is where it was.</summary>
    /// <exception cref="OrderException">A process that hung has told after all.</exception>
    public async Task Held()
    {
        foreach (var (holder, taken) in holders.Zip(left))
        {
            if (await Taken(holder) != taken)
                throw new OrderException($"Something of '{holder.Database}' was told meanwhile: give the order again.");
        }
    }

    private static async Task<long> Taken(NpgsqlConnection holder) => (long)(await Postgres.Ask(holder,
        """SELECT count(*) FROM "Outbox" WHERE "LeaseUntil" IS NOT NULL AND "ParkedAt" IS NULL"""))!;

    public async ValueTask DisposeAsync()
    {
        foreach (var holder in holders)
            await holder.DisposeAsync();
    }
}
