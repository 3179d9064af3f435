using System.Text.RegularExpressions;
using FiveSocieties.Insights.EventLog;

namespace FiveSocieties.Tests.House;

/// <summary>contracts/README.md says who tells each event and who hears it; the code decides.</summary>
public sealed partial class EventMap
{
    private const string OnlyInsights = "Insights only";

    private static readonly string[] Societies =
        ["Community", "SocialWork", "PartyBranches", "Volunteers", "ResidentUnits"];

    [Fact]
    public void The_map_says_what_the_code_says()
    {
        var written = Row().Matches(Repository.All.Single(source => source.Path == "contracts/README.md").Text)
            .Select(match => match.Value.Trim()).Order().ToList();
        var code = EventTypes.All.Select(RowOf).Order().ToList();

        Law.Holds(
            "The event map of contracts/README.md differs from the code:",
            written.Except(code).Select(row => $"written, but not so: {row}")
                .Concat(code.Except(written).Select(row => $"so, but not written: {row}")));
    }

    [Fact]
    public void Every_event_is_told_by_somebody() => Law.Holds(
        "An event that nobody tells is dead:",
        from type in EventTypes.All
        where !TellersOf(type).Any()
        select type.Name);

    [Fact]
    public void Events_are_told_by_the_outbox_of_one_room_each() => Law.Holds(
        "Each event has one teller, or is told by the societies in the same way:",
        from type in EventTypes.All
        let tellers = TellersOf(type).ToList()
        where tellers.Count > 1 && !tellers.All(Societies.Contains)
        select $"{type.Name}: {string.Join(", ", tellers)}");

    private static string RowOf(Type type)
    {
        var hearers = Assemblies.Hearings.Where(hearing => hearing.Message == type)
            .Select(hearing => Assemblies.NameOf(hearing.Consumer.Assembly)).ToHashSet();
        return $"| {type.Name} | {Listed(TellersOf(type))} | {(hearers.Count == 0 ? OnlyInsights : Listed(hearers))} |";
    }

    /// <summary>Engagements and Calls are written once and live in four societies.</summary>
    private static IEnumerable<string> TellersOf(Type type) => Repository.Services(without: "Insights")
        .Where(source => Regex.IsMatch(source.Code, $@"\bnew (Events\.)?{type.Name}\("))
        .SelectMany(source => source.Service is "Engagements" or "Calls" ? Societies[1..] : [source.Service]).Distinct();

    /// <summary>In the order of the house; what is no society comes last.</summary>
    private static string Listed(IEnumerable<string> names) => string.Join(", ",
        names.OrderBy(name => Array.IndexOf(Societies, name) is >= 0 and var place ? place : Societies.Length)
            .ThenBy(name => name));

    [GeneratedRegex(@"^\| [A-Z]\w+ \| [\w, ]* \| [\w, ]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
