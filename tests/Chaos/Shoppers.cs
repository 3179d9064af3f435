using System.Text.Json;
using FiveSocieties.Scenarios;

namespace FiveSocieties.Tests.Chaos;

/// <summary>Helpers who have points reserve some in the shop of a unit, and spend them or give up.</summary>
public sealed class Shoppers(Options options, Partner partner, Diary diary, string community)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Shops until told to stop.</summary>
    public async Task Shop(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var page = await partner.Get($"/api/v1/points/accounts?community={community}&limit=200", cancel);
            await Parallel.ForEachAsync(
                page.GetProperty("items").EnumerateArray().Where(HasPoints).Take(options.Clients),
                new ParallelOptions { MaxDegreeOfParallelism = options.Clients, CancellationToken = cancel },
                async (account, _) => await Buy(account.GetProperty("id").GetGuid()));
            await Task.Delay(Beat, cancel);
        }
    }

    /// <summary>To its end, whoever wants to close the shop: what was spent must be written down.</summary>
    private async Task Buy(Guid accountId)
    {
        var (id, amount) = (Guid.CreateVersion7(), 1L);
        if (await diary.Say(
                partner, "/api/v1/points/reservations", new { accountId, unitId = Town.Shop, amount, id }, $"{id}", default)
            is null)
            return;
        diary.Done();
        var spent = Plot.IsSpent(id);
        var end = spent ? "commit" : "void";
        if (await diary.Say(partner, $"/api/v1/points/reservations/{id}/{end}", new { }, $"{id}-{end}", default) is not null)
            diary.Ended[id] = (spent, amount);
    }

    private static bool HasPoints(JsonElement account) => account.GetProperty("kind").GetString() == "Helper"
        && account.GetProperty("balance").GetInt64() > account.GetProperty("reserved").GetInt64();
}
