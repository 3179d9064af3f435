using System.Text.Json;
using FiveSocieties.Scenarios.Day;

namespace FiveSocieties.Scenarios.Scarce;

/// <summary>Somebody of a community's file who can be asked.</summary>
/// <param name="Id">Who.</param>
/// <param name="Noun">Below which path the person answers.</param>
/// <param name="Skills">What the person can do.</param>
/// <param name="Place">From where.</param>
public sealed record Candidate(Guid Id, string Noun, IReadOnlyList<string> Skills, Place Place)
{
    /// <summary>The members and volunteers of a community.</summary>
    public static IReadOnlyList<Candidate> Of(CommunityFile community) =>
    [
        .. from calls in community.Calls
           let noun = calls.Post.Split('/')[^1]
           where noun is "members" or "volunteers"
           from body in calls.Bodies
           let helper = body.GetProperty("helper")
           select new Candidate(
               body.GetProperty("id").GetGuid(), noun,
               [.. helper.GetProperty("skills").EnumerateArray().Select(skill => skill.GetProperty("code").GetString()!)],
               helper.GetProperty("place").Deserialize<Place>(CommunityFile.Json)!),
    ];
}

/// <summary>
/// How it was done before there were rounds: as each need comes, whoever is nearest, can do it and is free is asked to
/// offer. What the engine advises is not looked at.
/// </summary>
public sealed class NearestFirst(Run run, Systems systems, IReadOnlyList<Candidate> candidates) : IDesk
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<(Guid Who, string Slot)> taken = [];
    private readonly HashSet<int> seen = [];

    /// <inheritdoc/>
    public async Task Work(CancellationToken cancel)
    {
        while (true)
        {
            foreach (var (no, course) in run.Courses.Where(x => x.Value.IsRaised && !seen.Contains(x.Key)).OrderBy(x => x.Key))
                if (await Ask(no, course.Id, cancel))
                    seen.Add(no);
            await Task.Delay(Beat, cancel);
        }
    }

    /// <summary>False while the societies have not heard of the need.</summary>
    private async Task<bool> Ask(int no, Guid whistle, CancellationToken cancel)
    {
        var view = await systems[Systems.Staff].Get($"/api/v1/whistles/{whistle}", cancel);
        var line = view.GetProperty("lines")[0];
        var (slot, skill) = (line.GetProperty("slots")[0].GetString()!, line.GetProperty("skill").GetString()!);
        var place = Place.Of(run.ScriptOf(no).Raise["place"]!);
        foreach (var candidate in candidates.Where(x => x.Skills.Contains(skill) && !taken.Contains((x.Id, slot)))
            .OrderBy(x => x.Place.MinutesTo(place)))
        {
            var (noun, system) = Systems.Societies.Single(society => society.Noun == candidate.Noun);
            var body = new { lineId = line.GetProperty("lineId").GetGuid(), slot };
            var answer = await systems[system].Post(
                $"/api/v1/{noun}/{candidate.Id}/offers", JsonSerializer.SerializeToElement(body), cancel,
                $"{candidate.Id}-{whistle}");
            if (answer.Code == "offer.no-open-call")
                return false;
            if (!answer.IsDone)
                throw new InvalidOperationException($"An offer for whistle {no} answered {answer.Status} {answer.Body}");
            taken.Add((candidate.Id, slot));
            return true;
        }

        return true;
    }
}
