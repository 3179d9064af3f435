using CsCheck;
using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Matching.Engine;

/// <summary>How evenly: the report of a round.</summary>
public sealed class WhenServiceIsSpread
{
    private static readonly Gen<long[]> Amounts = Gen.Long[0, 600].Array[1, 40];

    [Fact]
    public void All_alike_is_nought_and_one_with_everything_is_nearly_one()
    {
        Assert.Equal(0, Evenness.Gini([]));
        Assert.Equal(0, Evenness.Gini([0, 0]));
        Assert.Equal(0, Evenness.Gini([45, 45, 45]), 12);
        Assert.Equal(0.75, Evenness.Gini([0, 0, 120, 0]), 12);
    }

    /// <summary>By its definition: the mean difference of any two, over twice the mean.</summary>
    [Fact]
    public void It_is_half_the_mean_difference_of_any_two() => Amounts.Sample(amounts =>
    {
        var mean = amounts.Average();
        var difference = amounts.SelectMany(_ => amounts, (one, other) => Math.Abs(one - other)).Average();
        Assert.Equal(mean > 0 ? difference / (2 * mean) : 0, Evenness.Gini(amounts), 9);
    });

    [Fact]
    public void A_round_that_asks_who_did_least_makes_it_more_even()
    {
        var (rested, tired) = (World.AHat(1), World.AHat(2) with { Load = 2, Minutes = 120 });
        var world = new World([World.ANeed()], [rested, tired], []);

        var district = world.District;
        var answer = Round.Solve(world.Needs, _ => district, World.Weights, World.Horizon, new Budget());

        var load = Evenness.OfLoad([district], answer.Placements, taskMinutes: 60);

        Assert.Equal(0.5, load.Before, 12);
        Assert.Equal(Evenness.Gini([60, 120]), load.After, 12);
    }

    [Fact]
    public void Who_cannot_be_asked_does_not_count()
    {
        var world = new World([], [World.AHat(1) with { Minutes = 60 }, World.AHat(2) with { OptedOut = true }], []);
        Assert.Equal(new Evenness(0, 0), Evenness.OfLoad([world.District], [], taskMinutes: 60));
    }

    [Fact]
    public void Service_counts_where_somebody_was_served_or_needs_somebody()
    {
        var need = World.ANeed() with { MicroGrid = "east" };
        var world = new World([need], [World.AHat(1)], []);

        var service = Evenness.OfService(
            new Dictionary<string, long> { ["west"] = 1 }, [need], world.Solve().Placements);

        Assert.Equal((0.5, 0.0), (service.Before, service.After));
    }
}
