using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Matching.Engine;

public sealed class WhenTheStraightLineLies
{
    /// <summary>A river from south to north, 50 m east of the centre, with one bridge half a kilometre up.</summary>
    private static readonly Land River =
        ALand([(50, -5000), (50, 0), (50, 5000)]) with { Gates = [((40, 500), (60, 500))] };

    private static readonly Hat Here = World.AHat(2) with { Place = World.At(-300, 0) };

    [Fact]
    public void Who_is_nearest_as_the_crow_flies_but_across_the_river_is_not_chosen()
    {
        var answer = Best(River, [Across, Here]);
        Assert.Equal([2, 1], answer.Candidates.Select(Number));
        var overTheBridge = Walking.Metres(World.Centre, World.At(40, 500)) + 20
            + Walking.Metres(World.At(60, 500), Across.Place);
        Assert.Equal((int)Math.Round(overTheBridge * 1.3 / 1.2), answer.Candidates[1].Reasons.Walking);
        Assert.Equal([1, 2], Best(null, [Across, Here]).Candidates.Select(Number));
    }

    [Fact]
    public void A_circle_ends_where_the_way_around_does_and_everybody_says_so()
    {
        var (district, need) = (Index(River, [Across]), World.ANeed() with { Reach = Reach.FiveMinutes });
        var missedBy = World.Weights.FiveMinutes;
        var answer = LineMatch.Best(district, need, World.Weights, World.Horizon, 9);
        Assert.Empty(answer.Candidates);
        Assert.Equal(Limit.Circle, answer.Lacks);
        var walking = new Judge(district, need, World.Weights, World.Horizon).Reasons(district.Helpers[0]).Walking;
        var verdict = new Verdict(Limit.Circle, walking - missedBy, (walking - missedBy) / 300.0, 1);
        Assert.Equal(verdict, Assert.Single(answer.NearMisses).Verdict);
        var explained = LineMatch.Explain(district, need, World.Weights, World.Horizon, district.Helpers[0]);
        Assert.Equal(verdict, explained.Verdict);
        var wider = World.Weights with { FiveMinutes = walking };
        Assert.Single(LineMatch.Best(district, need, wider, World.Horizon, 9).Candidates);
        wider = wider with { FiveMinutes = walking - 1 };
        Assert.Empty(LineMatch.Best(district, need, wider, World.Horizon, 9).Candidates);
    }

    [Fact]
    public void A_wall_is_as_long_as_it_is_and_a_door_in_it_shortens_the_way()
    {
        var wall = ALand([(50, -300), (50, 300)]);
        Assert.InRange(Metres(wall, (0, 0), (100, 0)), 608.27, 611.3); // 2 × √(50² + 300²), and beside its end
        var door = wall with { Gates = [((48, 120), (52, 120))] };
        Assert.InRange(Metres(door, (0, 0), (100, 0)), 262.4, 262.6); // 2 × √(48² + 120²) + 4
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 100)]
    [InlineData(-20, 100)]
    public void Nobody_slips_through_the_corner_of_a_line(int bend, int north)
    {
        var bent = ALand([(50, -1000), (50 + bend, north), (50, 1000)]);
        Assert.InRange(Metres(bent, (0, north), (100 + 2 * bend, north)), 1000, 2300);
    }

    [Fact]
    public void Nobody_slips_through_where_two_communities_meet()
    {
        var south = ALand([(50, -1000), (50, 0)]).Drawn();
        var north = ALand([(50, 0), (50, 1000)]).Drawn(World.Neighbour);
        Assert.InRange(Barriers.Of([south, north])!.Metres(World.At(0, 0), World.At(100, 0)), 2000, 2010);
        Assert.InRange(Barriers.Of([south])!.Metres(World.At(0, 1), World.At(100, 1)), 99, 101);
    }

    [Fact]
    public void Ground_on_which_nobody_stands_is_gone_around_at_its_corners()
    {
        var works = ALand() with { Areas = [[(100, -100), (300, -100), (300, 100), (100, 100), (100, -100)]] };
        Assert.InRange(Metres(works, (0, 0), (400, 0)), 482.84, 485.5); // 2 × √(100² + 100²) + 200
        Assert.InRange(Metres(works, (0, 120), (400, 120)), 399.9, 400.1);
    }

    /// <summary>Places are rounded to 50 m: one may come to lie in the river.</summary>
    [Theory]
    [InlineData(110, 0, 510)]
    [InlineData(290, 0, 330)]
    [InlineData(100, 0, 500)]
    [InlineData(200, 99, 420)]
    public void Who_seems_to_stand_in_the_river_stands_at_its_nearest_bank(int east, int north, int most)
    {
        var works = ALand() with { Areas = [[(100, -100), (300, -100), (300, 100), (100, 100), (100, -100)]] };
        Assert.InRange(Metres(works, (400, 0), (east, north)), 99, most);
    }

    [Fact]
    public void Who_stands_on_a_line_stands_beside_it()
    {
        var both = new[] { Metres(River, (0, 0), (50, 0)), Metres(River, (100, 0), (50, 0)) };
        Assert.InRange(both.Min(), 49, 51);
        Assert.InRange(both.Max(), 1020, 1023);
    }

    [Fact]
    public void A_bridge_from_bank_to_bank_reaches_the_ground()
    {
        var wide = ALand() with
        {
            Areas = [[(50, -5000), (90, -5000), (90, 5000), (50, 5000), (50, -5000)]],
            Gates = [((50, 200), (90, 200))],
        };
        Assert.InRange(Metres(wide, (0, 0), (140, 0)), 452.3, 456.3); // 2 × √(50² + 200²) + 40
    }

    [Fact]
    public void Behind_a_wall_without_a_gate_nobody_is_reached()
    {
        var walled = ALand([(-100, -100), (100, -100), (100, 100), (-100, 100), (-100, -100)]);
        var hat = World.AHat(1) with { Place = World.At(150, 0) };
        var need = World.ANeed() with { Reach = Reach.FifteenMinutes };
        var district = Index(walled, [hat]);
        Assert.Equal(double.PositiveInfinity, district.Metres(need.Place, hat.Place));
        Assert.Empty(LineMatch.Best(district, need, World.Weights, World.Horizon, 9).Candidates);
        var verdict = LineMatch.Explain(district, need, World.Weights, World.Horizon, district.Helpers[0]).Verdict;
        Assert.Equal((Limit.Circle, Walking.Farthest - 900), (verdict.Limit, verdict.MissedBy));

        var gate = Index(walled with { Gates = [((95, 50), (105, 50))] }, [hat]);
        Assert.Single(LineMatch.Best(gate, need, World.Weights, World.Horizon, 9).Candidates);
    }

    /// <summary>Where the circle is an area, whoever has no way there comes last of all.</summary>
    [Fact]
    public void In_a_whole_community_who_cannot_come_comes_last()
    {
        var walled = ALand([(-100, -100), (100, -100), (100, 100), (-100, 100), (-100, -100)]);
        var answer = LineMatch.Best(
            Index(walled, [World.AHat(1) with { Place = World.At(150, 0) }, World.AHat(2) with { Load = 7 }]),
            World.ANeed() with { Reach = Reach.Community }, World.Weights, World.Horizon, 9);
        Assert.Equal([2, 1], answer.Candidates.Select(Number));
        Assert.Equal(Walking.Farthest, answer.Candidates[1].Reasons.Walking);
    }

    [Fact]
    public void Nothing_drawn_is_no_barrier()
    {
        Assert.Null(Barriers.Of([]));
        Assert.Null(ALand().Barriers);
        Assert.Null(ALand([(0, 0), (0, 0)]).Barriers);
        Assert.Null((ALand() with { Gates = [((0, 0), (1, 1))] }).Barriers);
    }

    private static Hat Across => World.AHat(1) with { Place = World.At(100, 0) };

    private static Land ALand(params (int, int)[][] lines) => new(lines, [], []);

    private static double Metres(Land land, (int East, int North) from, (int East, int North) to) =>
        land.Barriers!.Metres(World.At(from.East, from.North), World.At(to.East, to.North));

    private static District Index(Land? land, Hat[] hats) =>
        new World([], hats, []) { Barriers = land?.Barriers }.District;

    private static LineAnswer Best(Land? land, Hat[] hats) =>
        LineMatch.Best(Index(land, hats), World.ANeed(), World.Weights, World.Horizon, 9);

    private static int Number(Candidate candidate) => int.Parse($"{candidate.Helper.Hat.Id}"[..8]);
}
