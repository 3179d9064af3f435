using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Scenarios.Day;

namespace FiveSocieties.Scenarios.Accounts;

/// <summary>What a run has come to by the books of all services, read with the district's eyes.</summary>
/// <param name="Whistles">The view of each whistle of the run.</param>
/// <param name="Stories">The story of each.</param>
/// <param name="Services">Who served.</param>
/// <param name="Delivered">The things that were delivered, by whistle.</param>
/// <param name="Credited">Points by engagement.</param>
/// <param name="Imbalance">Sum of all balances of the community's points bank: 0.</param>
public sealed record Ledger(
    IReadOnlyDictionary<int, JsonElement> Whistles,
    IReadOnlyDictionary<int, JsonElement> Stories,
    IReadOnlyList<Service> Services,
    ILookup<Guid, Guid> Delivered,
    ILookup<Guid, long> Credited,
    long Imbalance)
{
    /// <summary>The nouns below which engagements are found, and whose they are.</summary>
    public static readonly IReadOnlyDictionary<string, Society> Owners = new Dictionary<string, Society>
    {
        ["members"] = Society.PartyBranches,
        ["volunteers"] = Society.Volunteers,
        ["units"] = Society.ResidentUnits,
        ["social-workers"] = Society.SocialWork,
    };

    /// <summary>Where derived and credited differ, the books do not balance, or a story leaves out or repeats a service.</summary>
    public IEnumerable<string> Differences
    {
        get
        {
            if (Imbalance != 0)
                yield return $"the points bank is out of balance by {Imbalance}";
            foreach (var difference in Derivation.Differences(Services, CodesOf, Credited))
                yield return difference;
            var served = Services.ToLookup(service => service.Whistle);
            foreach (var (no, story) in Stories)
            {
                var id = Whistles[no].GetProperty("id").GetGuid();
                var (told, done) = (Told(story, "engagement.finished"), served[id].Count());
                if (told != done)
                    yield return $"whistle {no}: {done} helpers finished, its story tells of {told}";
                (told, done) = (Told(story, "engagement.delivered"), Delivered[id].Count());
                if (told != done)
                    yield return $"whistle {no}: {done} things were delivered, its story tells of {told}";
            }
        }
    }

    /// <summary>How each round of a whistle was closed.</summary>
    public IReadOnlyDictionary<int, ClosingCode> CodesOf(Guid whistle) => Derivation.Codes(
        Whistles.Values.Single(x => x.GetProperty("id").GetGuid() == whistle).GetProperty("steps").EnumerateArray());

    /// <summary>How many steps of a kind a story tells.</summary>
    public static int Told(JsonElement story, string what) => story.GetProperty("steps").EnumerateArray()
        .Where(step => step.GetProperty("what").GetString() == what).Sum(step => step.GetProperty("count").GetInt32());

    /// <summary>Reads all of it.</summary>
    public static async Task<Ledger> Read(Run run, Partner district, CancellationToken cancel)
    {
        var numbers = run.Courses.Where(x => x.Value.IsRaised).ToDictionary(x => x.Value.Id, x => x.Key);
        var whistles = (await district.List($"/api/v1/whistles?community={run.Community}", cancel))
            .Where(x => numbers.ContainsKey(x.GetProperty("id").GetGuid()))
            .ToDictionary(x => numbers[x.GetProperty("id").GetGuid()]);
        Dictionary<int, JsonElement> stories = [];
        Dictionary<Guid, int> rounds = [];
        foreach (var (no, whistle) in whistles)
        {
            var id = whistle.GetProperty("id").GetString();
            stories[no] = await district.Get($"/api/v1/stories/{id}", cancel);
            foreach (var linkage in await district.List($"/api/v1/linkages?whistleId={id}", cancel))
                foreach (var invitation in await district.List(
                    $"/api/v1/invitations?linkageId={linkage.GetProperty("id").GetString()}", cancel))
                    rounds[invitation.GetProperty("id").GetGuid()] = linkage.GetProperty("round").GetInt32();
        }

        List<Service> services = [];
        foreach (var (noun, society) in Owners)
            services.AddRange(
                from engagement in await district.List($"/api/v1/{noun}/engagements?state=Finished", cancel)
                let whistle = engagement.GetProperty("whistleId").GetGuid()
                let id = engagement.GetProperty("id").GetGuid()
                where numbers.ContainsKey(whistle)
                select new Service(
                    id, whistle, society, engagement.GetProperty("helperId").GetGuid(),
                    engagement.GetProperty("minutes").GetInt32(), rounds.GetValueOrDefault(id)));
        var delivered = (await district.List("/api/v1/units/engagements?state=Delivered", cancel))
            .ToLookup(x => x.GetProperty("whistleId").GetGuid(), x => x.GetProperty("id").GetGuid());
        var balance = await district.Get($"/api/v1/points/balance?community={run.Community}", cancel);
        return new(
            whistles, stories, services, delivered, await Credits(run, district, numbers, cancel),
            balance.GetProperty("sum").GetInt64());
    }

    /// <summary>All points come from the community's issuance: its transfers are the credits.</summary>
    private static async Task<ILookup<Guid, long>> Credits(
        Run run, Partner district, Dictionary<Guid, int> numbers, CancellationToken cancel)
    {
        var accounts = await district.List($"/api/v1/points/accounts?community={run.Community}", cancel);
        var issuance = accounts.Where(x => x.GetProperty("kind").GetString() == "Issuance").Take(1).ToList();
        List<JsonElement> transfers = issuance is [var account]
            ? await district.List($"/api/v1/points/accounts/{account.GetProperty("id").GetString()}/transfers", cancel)
            : [];
        return transfers.Where(x => numbers.ContainsKey(x.GetProperty("whistleId").GetGuid()))
            .ToLookup(x => x.GetProperty("cause").GetGuid(), x => x.GetProperty("amount").GetInt64());
    }
}
