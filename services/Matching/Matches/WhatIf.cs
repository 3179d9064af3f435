using FiveSocieties.Events;
using FiveSocieties.Matching.Engine;
using FiveSocieties.Matching.Index;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Matching.Matches;

/// <summary>Something that a resource of a what-if can do.</summary>
/// <param name="Code">For example <c>accompany</c>.</param>
/// <param name="Level">1 (beginner) to 5 (expert).</param>
public sealed record SkillForm(string Code, int Level);

/// <summary>A resource of a what-if: somebody, or something, who may not exist.</summary>
/// <param name="Id">Any id, once for each owner.</param>
/// <param name="Society">Its owner.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Skills">1 to 50.</param>
/// <param name="Place">Where it starts from.</param>
/// <param name="Free">1 to 70 slots in which it can be asked.</param>
/// <param name="SlotCapacity">Tasks that fit into a slot, 1 to 1,000.</param>
/// <param name="TotalCapacity">Tasks that it can take in all, 1 to 10,000.</param>
/// <param name="Load">Tasks of the last 28 days.</param>
/// <param name="LoadCap">Most tasks in 28 days, at least 1.</param>
/// <param name="Minutes">Minutes of service of the last 28 days.</param>
/// <param name="Eligibilities">What it is entitled to do, 50 at most.</param>
/// <param name="Person">The same for all hats of one person.</param>
/// <param name="Kind">A person, or a kind of thing.</param>
/// <param name="Size">Of a thing: seats, pieces, fen or places; 0 for people.</param>
public sealed record ResourceForm(
    Guid Id,
    Society Society,
    string Community,
    IReadOnlyList<SkillForm> Skills,
    PlaceForm Place,
    IReadOnlyList<Slot> Free,
    int SlotCapacity = 1,
    int TotalCapacity = 10,
    int Load = 0,
    int LoadCap = 10,
    int Minutes = 0,
    IReadOnlyList<string>? Eligibilities = null,
    string? Person = null,
    NeedKind Kind = NeedKind.People,
    long Size = 0);

/// <summary>How would these lines be matched if there were these resources, and no others?</summary>
/// <param name="Lines">1 to 5,000.</param>
/// <param name="Resources">At most 5,000.</param>
/// <param name="Policy">The weights.</param>
public sealed record WhatIfRequest(
    IReadOnlyList<LineForm> Lines, IReadOnlyList<ResourceForm> Resources, PolicyForm? Policy = null);

/// <summary>A round over a world that came with the question: nothing is stored, nobody is asked.</summary>
internal static class WhatIf
{
    /// <summary>Largest request, in bytes: 5,000 lines and 5,000 resources fit into it.</summary>
    public const int LargestBody = 8 * 1024 * 1024;

    /// <summary>
    /// Matches the lines together with the resources of the question. Micro-grids play no part; rivers and walls do.
    /// </summary>
    public static Results<Ok<RoundView>, ProblemResult> Handle(
        WhatIfRequest request,
        ResourceIndex index,
        TimeProvider time,
        IOptions<MatchingOptions> options,
        CancellationToken cancellation)
    {
        var policy = (request.Policy ?? new()).Told;
        policy.OtherMicroGrid = 0;
        var horizon = AskMatches.Now(time);
        var (needs, hats, weights, minutes) = Fields.Said(() =>
        {
            MatchProblems.Require(request.Lines.Count > 0, "lines", RequestProblems.TooMany);
            return (
                MatchReading.Lines([.. request.Lines.Select(line => (line with { MicroGridId = null }).Told)]),
                WhatIfReading.Hats(request.Resources, horizon), MatchReading.Policy(policy), MatchReading.TaskMinutes(policy));
        });
        var persons = hats.GroupBy(hat => hat.PersonKey).Select(own => new Person(own)).ToArray();
        var barriers = index.Now.Barriers;
        var districts = needs.Select(need => District.CodeOf(need.Community)).Distinct().ToDictionary(
            code => code,
            code => new District(
                code,
                persons.Where(person => person.Hats.Any(hat => District.CodeOf(hat.Community) == code)),
                new([]),
                barriers.GetValueOrDefault(code)));
        var answer = Round.Solve(
            needs, code => districts[code], weights, horizon, options.Value.Budget, cancellation);
        var load = Evenness.OfLoad(districts.Values, answer.Placements, minutes);
        return TypedResults.Ok(RoundView.Of(answer, load, policy.Version));
    }
}
