using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Scenarios.Accounts;

namespace FiveSocieties.Tests.Scenarios;

/// <summary>The rules of credit, computed apart from the points bank: what is credited otherwise is found.</summary>
public sealed class CreditIsDerived
{
    private static readonly Guid Whistle = Guid.CreateVersion7();

    [Theory]
    [InlineData(Society.Volunteers, 47, ClosingCode.Solved, 7)]
    [InlineData(Society.ResidentUnits, 48, ClosingCode.Partly, 8)]
    [InlineData(Society.Volunteers, 47, ClosingCode.Silence, 3)]
    [InlineData(Society.Volunteers, 47, ClosingCode.NoLongerNeeded, 0)]
    [InlineData(Society.Volunteers, 47, ClosingCode.CouldNotBeSolved, 0)]
    [InlineData(Society.Volunteers, 47, null, 0)]
    [InlineData(Society.PartyBranches, 47, ClosingCode.Solved, 0)]
    [InlineData(Society.SocialWork, 47, ClosingCode.Solved, 0)]
    public void A_service_is_worth_what_its_round_was_closed_as(
        Society society, int minutes, ClosingCode? code, long points) =>
        Assert.Equal(points, Derivation.Points(society, minutes, code));

    [Fact]
    public void Each_round_has_the_code_with_which_it_was_first_closed()
    {
        var codes = Derivation.Codes(Steps(
            ("Raised", "mini-program", null), ("Blown", "staff", null), ("Blown", "staff", "resident-away"),
            ("Linked", "linkage", null), ("Served", "linkage", null), ("Closed", "mini-program", "Solved"),
            ("Blown", "mini-program", "NotSolved"), ("Served", "linkage", null), ("Closed", "clock", null),
            ("Blown", "mini-program", "NotSolved"), ("Escalated", "linkage", "circle"),
            ("Deferred", "sub-district", "no-budget"), ("Closed", "sub-district", "no-legal-basis")));
        Assert.Equal(
            new Dictionary<int, ClosingCode>
            {
                [1] = ClosingCode.Solved,
                [2] = ClosingCode.Silence,
                [3] = ClosingCode.CouldNotBeSolved,
            },
            codes);
    }

    [Fact]
    public void A_wrong_credit_is_found()
    {
        var served = AService(minutes: 60);
        Assert.Empty(Differences([served], (served.Engagement, 10)));
        Assert.Contains("10 points derived, 9 credited", Assert.Single(Differences([served], (served.Engagement, 9))));
        Assert.Contains("10 points derived, 0 credited", Assert.Single(Differences([served])));
        Assert.Contains("credited 2 times", Assert.Single(
            Differences([served], (served.Engagement, 10), (served.Engagement, 10))));
        Assert.Contains("which nobody served", Assert.Single(Differences([], (Guid.CreateVersion7(), 4))));
    }

    private static Service AService(int minutes) =>
        new(Guid.CreateVersion7(), Whistle, Society.Volunteers, Guid.CreateVersion7(), minutes, Round: 1);

    private static List<string> Differences(Service[] services, params (Guid Engagement, long Points)[] credited) =>
    [
        .. Derivation.Differences(
            services,
            _ => new Dictionary<int, ClosingCode> { [1] = ClosingCode.Solved },
            credited.ToLookup(x => x.Engagement, x => x.Points)),
    ];

    private static IEnumerable<JsonElement> Steps(params (string State, string By, string? Why)[] steps) =>
        steps.Select(step => JsonSerializer.SerializeToElement(step.Why is null
            ? (object)new { state = step.State, by = step.By }
            : new { state = step.State, by = step.By, why = step.Why }));
}
