using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FiveSocieties.Tests.RealParts;

/// <summary>
/// Every service's database, with a row in every table, is upgraded by a process that dies at every statement; from each
/// state in which it is left the next start goes on.
/// </summary>
public abstract class UpgradeSpec(string engine) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-").FullName;

    public static TheoryData<string> Services =>
        ["Community", "SocialWork", "PartyBranches", "Volunteers", "ResidentUnits", "Insights", "Partners"];

    [Theory, MemberData(nameof(Services))]
    public async Task Killed_at_any_statement_of_an_upgrade_the_next_start_finishes_it_and_no_row_is_lost(string service)
    {
        var context = Context(service);
        string[] migrations;
        using (var empty = await At(context, Migration.InitialDatabase))
        {
            await using var db = empty.Open();
            Assert.False(db.Database.HasPendingModelChanges(), "There is a change of the model that no migration makes.");
            migrations = [.. db.Database.GetMigrations()];
        }

        foreach (var from in new[] { migrations[0], migrations[^2] }.Distinct())
            await UpgradeFrom(context, from);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task UpgradeFrom(Type context, string migration)
    {
        using var old = await At(context, migration);
        Filling before;
        await using (var db = old.Open())
            before = await Filling.Fill(db, migration);

        var (statements, died, tried) = (0, true, new HashSet<string>());
        for (OldDatabase? copy = null; died; statements++)
        {
            copy ??= await old.Copy();
            died = await copy.DiesAt(statements);
            if (!tried.Add(await copy.State()))
                continue; // dead once more where a start has gone on from
            var when = $"{context.Name} from {migration}, killed at statement {statements}";
            await copy.Upgrade().WaitAsync(TimeSpan.FromSeconds(60));
            await AssertUpgraded(copy, before, when);
            copy.Dispose();
            copy = null;
        }

        Assert.True(statements > 2, $"{statements} statements are too few to have been killed at.");
    }

    private static async Task AssertUpgraded(OldDatabase upgraded, Filling before, string when)
    {
        await using var db = upgraded.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        await before.AssertKept(db, when);
    }

    private Task<OldDatabase> At(Type context, string migration) =>
        OldDatabase.At(context, engine == "Sqlite" ? folder : null, migration);

    private Type Context(string service) => Type.GetType($"FiveSocieties.{service}.{service}{engine}, FiveSocieties.{service}")
        ?? throw new InvalidOperationException($"{service} has no database on {engine}.");
}

/// <summary>As files.</summary>
public sealed class SqliteUpgradeTests() : UpgradeSpec("Sqlite");

/// <summary>As databases of a server.</summary>
public sealed class PostgresUpgradeTests() : UpgradeSpec("Postgres");
