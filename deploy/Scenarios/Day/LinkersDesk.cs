using System.Text.Json;

namespace FiveSocieties.Scenarios.Day;

/// <summary>The linkers confirm what each round advises.</summary>
public sealed class LinkersDesk(Run run, Systems systems) : IDesk
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(700);

    private static readonly JsonElement Everything = JsonElement.Parse("""{"all": true}""");

    private static readonly string[] Looking = ["Open", "Inviting"];

    /// <summary>Where somebody may have to be replaced: seldom, so looked at seldom.</summary>
    private static readonly string[] Helped = ["Formed", "InService"];

    /// <inheritdoc/>
    public async Task Work(CancellationToken cancel)
    {
        var agency = systems[Systems.Agency];
        for (var round = 0; ; round++)
        {
            foreach (var state in round % 5 == 0 ? [.. Looking, .. Helped] : Looking)
                foreach (var linkage in await agency.List($"/api/v1/linkages?community={run.Community}&state={state}", cancel))
                    if (linkage.GetProperty("waitsFor").EnumerateArray().Any(wait => wait.GetString() == "confirmation"))
                        await agency.Post($"/api/v1/linkages/{linkage.GetProperty("id").GetString()}/confirm", Everything, cancel);
            await Task.Delay(Beat, cancel);
        }
    }
}
