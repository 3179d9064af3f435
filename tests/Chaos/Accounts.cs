using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Scenarios;
using FiveSocieties.Scenarios.Accounts;

namespace FiveSocieties.Tests.Chaos;

/// <summary>What the platform's books say against what partners were told, and against what the rules give.</summary>
/// <param name="Lost">Acknowledged, and not there.</param>
/// <param name="Doubled">There more than once.</param>
/// <param name="Unexpected">Otherwise than predicted.</param>
/// <param name="Done">Whistles, services, credits and purchases that are in the books.</param>
/// <param name="Minutes">Minutes served.</param>
/// <param name="Points">Points credited.</param>
public sealed record Accounts(
    IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled, IReadOnlyList<string> Unexpected, long Done, long Minutes,
    long Points)
{
    public bool IsClean => Lost.Count + Doubled.Count + Unexpected.Count == 0;

    /// <summary>Reads all books.</summary>
    public static async Task<Accounts> Read(Partner partner, Diary diary, Plot plot, string community, CancellationToken cancel)
    {
        var whistles = (await partner.List($"/api/v1/whistles?community={community}", cancel))
            .ToDictionary(x => x.GetProperty("id").GetGuid());
        var services = await Services(partner, whistles, cancel);
        var accounts = await partner.List($"/api/v1/points/accounts?community={community}", cancel);
        var credits = await Transfers(partner, accounts, "Issuance", cancel);
        var purchases = await Transfers(partner, accounts, "Unit", cancel);
        Findings found = new();

        Whistles(found, diary, plot, whistles);
        await Stories(found, partner, whistles, services, cancel);
        Helped(found, diary, services);
        Credit(found, whistles, services, credits);
        Purchases(found, diary, purchases);
        var balance = await partner.Get($"/api/v1/points/balance?community={community}", cancel);
        if (balance.GetProperty("sum").GetInt64() is not 0 and var sum)
            found.Unexpected.Add($"the points bank is out of balance by {sum}");
        found.Unexpected.AddRange(
            from account in accounts
            where account.GetProperty("kind").GetString() != "Issuance"
                && account.GetProperty("balance").GetInt64() < account.GetProperty("reserved").GetInt64()
            select $"account {account.GetProperty("id")} is under its floor");
        found.Unexpected.AddRange(diary.Surprises);
        return new(
            found.Lost, found.Doubled, found.Unexpected, whistles.Count + services.Count + credits.Count + purchases.Count,
            services.Sum(x => (long)x.Minutes), credits.Sum(x => x.GetProperty("amount").GetInt64()));
    }

    private static void Whistles(Findings found, Diary diary, Plot plot, Dictionary<Guid, JsonElement> whistles)
    {
        foreach (var (n, id) in diary.Whistles)
        {
            if (!whistles.TryGetValue(id, out var whistle))
            {
                found.Lost.Add($"whistle {n} was acknowledged");
                continue;
            }

            var end = whistle.GetProperty("state").GetString()!;
            if (end == "Closed")
                end += $" {whistle.GetProperty("closing").GetString()}";
            if (end != plot.EndOf(n))
                found.Unexpected.Add($"whistle {n} {id} was to end as {plot.EndOf(n)}, and is {end}");
        }

        if (whistles.Count != diary.Whistles.Count)
            found.Unexpected.Add($"{diary.Whistles.Count} whistles were acknowledged, {whistles.Count} are there");
        foreach (var ((id, round), answer) in diary.Answers)
            if (!whistles[id].GetProperty("steps").EnumerateArray().Any(step =>
                step.TryGetProperty("why", out var why) && why.GetString() == answer))
                found.Lost.Add($"the answer {answer} to whistle {id} round {round}");
    }

    /// <summary>Each finished help is told once; hours are recorded once for each volunteer.</summary>
    private static async Task Stories(
        Findings found, Partner partner, Dictionary<Guid, JsonElement> whistles, List<Service> services,
        CancellationToken cancel)
    {
        var served = services.ToLookup(x => x.Whistle);
        await Parallel.ForEachAsync(
            whistles.Keys,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel },
            async (id, stop) =>
            {
                var story = await partner.Get($"/api/v1/stories/{id}", stop);
                lock (found)
                {
                    found.Compare($"whistle {id}: finished", served[id].Count(), Told(story, "engagement.finished"));
                    found.Compare(
                        $"whistle {id}: hours recorded", served[id].Count(x => x.Society == Society.Volunteers),
                        Told(story, "hours.recorded"));
                    found.Compare($"whistle {id}: raised", 1, Told(story, "whistle.raised"));
                }
            });
    }

    private static void Helped(Findings found, Diary diary, List<Service> services)
    {
        var known = services.ToDictionary(x => x.Engagement);
        foreach (var (engagement, minutes) in diary.Finished)
            if (!known.TryGetValue(engagement, out var service))
                found.Lost.Add($"engagement {engagement} was acknowledged as finished");
            else if (service.Minutes != minutes || minutes != Plot.MinutesOf(engagement))
                found.Unexpected.Add($"engagement {engagement}: {Plot.MinutesOf(engagement)} minutes, {service.Minutes} booked");
    }

    private static void Credit(
        Findings found, Dictionary<Guid, JsonElement> whistles, List<Service> services, List<JsonElement> credits)
    {
        var codes = whistles.ToDictionary(x => x.Key, x => Derivation.Codes(x.Value.GetProperty("steps").EnumerateArray()));
        var booked = credits.ToLookup(x => x.GetProperty("cause").GetGuid(), x => x.GetProperty("amount").GetInt64());
        foreach (var service in services)
            found.Compare(
                $"engagement {service.Engagement} in round {service.Round} of {service.Whistle}, which is in "
                    + $"{whistles[service.Whistle].GetProperty("round").GetInt32()}: points",
                Derivation.Worth(service, id => codes[id]),
                booked[service.Engagement].Sum());
        foreach (var stray in booked.Where(x => services.TrueForAll(service => service.Engagement != x.Key)))
            found.Unexpected.Add($"{stray.Sum()} points for {stray.Key}, which nobody served");
    }

    private static void Purchases(Findings found, Diary diary, List<JsonElement> purchases)
    {
        var booked = purchases.ToLookup(x => x.GetProperty("id").GetGuid(), x => x.GetProperty("amount").GetInt64());
        foreach (var (id, (spent, amount)) in diary.Ended)
            found.Compare($"purchase {id}", spent ? amount : 0, booked[id].Sum());
        foreach (var stray in booked.Where(x => !diary.Ended.ContainsKey(x.Key)))
            found.Unexpected.Add($"purchase {stray.Key} is booked, and nobody was told");
    }

    private static async Task<List<Service>> Services(
        Partner partner, Dictionary<Guid, JsonElement> whistles, CancellationToken cancel)
    {
        var rounds = new Dictionary<Guid, int>();
        foreach (var reopened in whistles.Where(x => x.Value.GetProperty("round").GetInt32() > 1))
            foreach (var linkage in await partner.List($"/api/v1/linkages?whistleId={reopened.Key}", cancel))
                foreach (var invitation in await partner.List(
                    $"/api/v1/invitations?linkageId={linkage.GetProperty("id").GetString()}", cancel))
                    rounds[invitation.GetProperty("id").GetGuid()] = linkage.GetProperty("round").GetInt32();
        List<Service> services = [];
        foreach (var (noun, society) in Ledger.Owners)
            services.AddRange(
                from engagement in await partner.List($"/api/v1/{noun}/engagements?state=Finished", cancel)
                let id = engagement.GetProperty("id").GetGuid()
                select new Service(
                    id, engagement.GetProperty("whistleId").GetGuid(), society, engagement.GetProperty("helperId").GetGuid(),
                    engagement.GetProperty("minutes").GetInt32(), rounds.GetValueOrDefault(id, 1)));
        return services;
    }

    private static async Task<List<JsonElement>> Transfers(
        Partner partner, List<JsonElement> accounts, string kind, CancellationToken cancel)
    {
        List<JsonElement> all = [];
        foreach (var account in accounts.Where(x => x.GetProperty("kind").GetString() == kind))
            all.AddRange(await partner.List(
                $"/api/v1/points/accounts/{account.GetProperty("id").GetString()}/transfers", cancel));
        return all;
    }

    private static int Told(JsonElement story, string what) =>
        story.ValueKind == JsonValueKind.Object ? Ledger.Told(story, what) : 0;

    private sealed class Findings
    {
        public List<string> Lost { get; } = [];

        public List<string> Doubled { get; } = [];

        public List<string> Unexpected { get; } = [];

        /// <summary>Less than there must be is lost, more is doubled.</summary>
        public void Compare(string what, long expected, long found)
        {
            if (found < expected)
                Lost.Add($"{what}: {expected} expected, {found} found");
            else if (found > expected)
                Doubled.Add($"{what}: {expected} expected, {found} found");
        }
    }
}
