using System.Text.Json;

namespace FiveSocieties.Tests.TestKit;

/// <summary>What must be true of an installation once its invented people have done what they were asked for.</summary>
/// <param name="get">Asks the installation.</param>
/// <param name="community">12-digit code.</param>
public sealed class Books(Func<string, Task<JsonElement>> get, string community)
{
    /// <summary>45 minutes are 7 points for volunteers and people of units; others have no account.</summary>
    private const int PointsEach = 7;

    private static readonly string[] WithAccount = ["volunteers", "units"];

    private static readonly string[] Nouns = [.. WithAccount, "members", "social-workers"];

    private static readonly string[] Once =
        ["whistle.raised", "whistle.blown", "linkage.formed", "linkage.served", "whistle.closed"];

    /// <summary>
    /// Each whistle was told, served and closed once; each help that its owner knows was told once; each was credited once.
    /// Twice as many as needed are asked, and who has begun is not sent home.
    /// </summary>
    /// <exception cref="TimeoutException">They are not right, and says what is not.</exception>
    public async Task Balance(IReadOnlyCollection<Guid> whistles, int needed)
    {
        foreach (var state in (string[])["Asked", "Accepted", "Started"])
            await Patiently.Until($"nobody is {state}", async () => (await Engagements(Nouns, state)).Count == 0);
        var finished = await Engagements(Nouns, "Finished");
        foreach (var whistle in whistles)
        {
            var helped = finished.Count(x => x.GetProperty("whistleId").GetGuid() == whistle);
            if (helped < needed || helped > 2 * needed)
                throw new InvalidOperationException($"{helped} helped where {needed} were needed.");
            await Patiently.Until($"the story of {whistle} tells once what happened once, and {helped} helpers", async () =>
            {
                var told = await Told(whistle);
                return Once.All(what => told.GetValueOrDefault(what) == 1)
                    && told.GetValueOrDefault("engagement.finished") == helped;
            });
        }

        var credited = PointsEach * (await Engagements(WithAccount, "Finished")).Count;
        await Patiently.Until($"{credited} points are credited, no more and no less", async () => credited ==
            Items(await get($"/api/v1/points/accounts?community={community}&limit=200"))
                .Select(account => account.GetProperty("balance").GetInt64()).Where(balance => balance > 0).Sum());
    }

    private async Task<List<JsonElement>> Engagements(string[] nouns, string state)
    {
        List<JsonElement> found = [];
        foreach (var noun in nouns)
            found.AddRange(Items(await get($"/api/v1/{noun}/engagements?state={state}&limit=200")));
        return found;
    }

    private async Task<Dictionary<string, int>> Told(Guid whistle) =>
        (await get($"/api/v1/stories/{whistle}")).GetProperty("steps").EnumerateArray()
            .GroupBy(step => step.GetProperty("what").GetString()!, step => step.GetProperty("count").GetInt32())
            .ToDictionary(steps => steps.Key, steps => steps.Sum());

    private static JsonElement.ArrayEnumerator Items(JsonElement page) => page.GetProperty("items").EnumerateArray();
}
