using CsCheck;
using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Matching.Engine;

/// <summary>What must hold in any world. A failing seed is printed by CsCheck and can be given to it again.</summary>
public sealed class WhenAnyWorldIsSolved
{
    private static readonly string Seed = new PCG(7, 2026).ToString();

    private static readonly Gen<World> Small = Gen.Int[1_000, 1_000_000].Select(World.Small);

    private static readonly Gen<World> Scarce =
        Gen.Select(Gen.Int[20, 150], Gen.Int[5, 60], Gen.Int[1, 1_000_000], World.Scarce);

    /// <summary>Enough for all in sum, though not everywhere: some lines have to list more than at first.</summary>
    private static readonly Gen<World> Mixed =
        Gen.Select(Gen.Int[20, 80], Gen.Int[80, 160], Gen.Int[1, 1_000_000], World.Scarce);

    [Fact]
    public void However_few_hats_a_line_lists_at_first_the_answer_is_as_good() => Gen.Select(Mixed, Gen.Int[1, 12])
        .Sample((world, listed) => Value(world.Solve(listed: listed)) == Value(world.Solve(listed: int.MaxValue)),
            seed: Seed, iter: 60, threads: 1);

    [Fact]
    public void From_whatever_prices_it_starts_the_answer_is_exact() => Gen.Select(Scarce, Gen.Int[0, 3], Gen.Int)
        .Sample((world, spread, seed) =>
        {
            var graph = world.Graph;
            var (cold, random) = (Round.Solve(graph, Endless), new Random(seed));
            var noise = spread == 3 ? graph.Reward : spread * 40L;
            var start = Array.ConvertAll(cold.Prices, price => price + random.NextInt64(-noise, noise + 1));
            var warm = Round.Solve(graph, Endless, default, new Standing(graph.Needs, start, graph.Reward));
            return warm.Gap == 0 && Value(warm) == Value(cold);
        }, seed: Seed, iter: 100, threads: 1);

    [Fact]
    public void From_how_an_earlier_round_ended_it_ends_as_exactly_whatever_has_changed_since() =>
        Gen.Select(Gen.OneOf(Small, Scarce, Mixed), Gen.Int[1, 12], Gen.Int)
            .Sample((world, oneOf, seed) =>
            {
                var start = Round.Solve(world.Graph, Endless).Standing;
                var graph = Changed(world, oneOf, new Random(seed)).Graph;
                var (cold, warm) = (Round.Solve(graph, Endless), Round.Solve(graph, Endless, default, start));
                var again = Round.Solve(graph, Endless, default, warm.Standing);
                return warm.Gap == 0 && Value(warm) == Value(cold) && again.Gap == 0 && Value(again) == Value(cold);
            }, seed: Seed, iter: 400, threads: 1);

    [Fact]
    public void Where_help_is_scarce_and_nothing_has_changed_nothing_is_searched() => Scarce
        .Where(world => world.Graph is var graph && graph.Capacity < graph.Units)
        .Sample(world =>
        {
            var cold = Round.Solve(world.Graph, Endless);
            var again = Round.Solve(world.Graph, Endless, default, cold.Standing);
            return again.Iterations == 0 && Value(again) == Value(cold)
                && again.Placements.Select(Told).SequenceEqual(cold.Placements.Select(Told));

            static string Told(Placement placement) => $"{placement.Need.Id} {placement.Candidate.Helper.Hat.Id} {placement.Candidate.Slot}";
        }, seed: Seed, iter: 60, threads: 1);

    /// <summary>The one limit that a round names is what keeps the line open: relaxed, and all solved again, more is served.</summary>
    [Fact]
    public void What_an_open_line_lacks_serves_more_once_it_is_relaxed() => Gen.Select(Scarce, Gen.Int[0, 200])
        .Sample((world, which) =>
        {
            var district = world.District;
            var answer = Round.Solve(world.Needs, _ => district, World.Weights, World.Horizon, Endless);
            if (answer.Open is [])
                return true;
            var line = answer.Open[which % answer.Open.Length];
            return !IsOneStepAway(district, answer, line.Need)
                || Worth(Relaxed(world, line).Solve(Endless)) > Worth(answer);
        }, seed: Seed, iter: 150, threads: 1);

    [Fact]
    public void The_bound_holds_for_any_prices() => Gen.Select(Scarce, Gen.Int)
        .Sample((world, seed) =>
        {
            var (graph, random) = (world.Graph, new Random(seed));
            var answer = Round.Solve(graph, Endless);
            var value = answer.Cost + answer.Open.Sum(line => line.Units * line.Need.Priority * graph.Reward);
            var persons = Some(graph.Persons);
            var places = Some(graph.Persons * graph.Slots.Length);
            return Certificate.Bound(graph, persons, places) <= value;

            long[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => APrice())];

            long APrice() => random.NextInt64(random.Next(2) == 0 ? 900 : 4 * graph.Reward);
        }, seed: Seed, iter: 60, threads: 1);

    [Fact]
    public void One_more_helper_never_serves_fewer_nor_costs_more() => Gen.Select(Scarce, Gen.Int[1, 1_000_000])
        .Sample((world, seed) =>
        {
            var more = World.Scarce(1, 1, seed).Hats[0] with { Id = World.Id(999), Place = world.Needs[0].Place };
            return Value((world with { Hats = [.. world.Hats, more] }).Solve()).CompareTo(Value(world.Solve())) >= 0;
        }, seed: Seed, iter: 60, threads: 1);

    [Fact]
    public void The_best_of_one_line_are_those_of_the_whole_list() => Gen.Select(Small, Gen.Int[1, 4])
        .Sample((world, take) =>
        {
            var district = world.District;
            return Array.TrueForAll(world.Needs, need =>
            {
                var all = LineMatch.Top(district, need, World.Weights, World.Horizon, int.MaxValue);
                var known = LineMatch.Best(district, need, World.Weights, World.Horizon, int.MaxValue).Candidates;
                return all.Take(take).SequenceEqual(LineMatch.Top(district, need, World.Weights, World.Horizon, take))
                    && all.DistinctBy(x => x.Helper.Person).SequenceEqual(known);
            });
        }, seed: Seed, iter: 300, threads: 1);

    [Fact]
    public void A_round_that_is_cut_short_keeps_every_limit() => Gen.Select(Scarce, Gen.Int[0, 60])
        .Sample((world, iterations) =>
        {
            var (graph, answer) = (world.Graph, world.Solve(new Budget(Iterations: iterations)));
            return answer.Gap >= 0
                && answer.Placements.GroupBy(x => x.Candidate.Helper.Person).All(own =>
                    own.Count() <= own.Key.Room
                    && own.GroupBy(x => x.Candidate.Slot).All(slot => slot.Count() <= own.Key.RoomIn(slot.Key))
                    && own.DistinctBy(x => x.Need.Id).Count() == own.Count())
                && answer.Placements.GroupBy(x => x.Need).All(line => line.Count() <= line.Key.Quantity)
                && answer.Served.Sum() > 0 == graph.ArcCost.Length > 0;
        }, seed: Seed, iter: 60, threads: 1);

    private static Budget Endless => new(Milliseconds: 60_000);

    /// <summary>More is better: both levels, in their order.</summary>
    private static (int, int, int, long) Value(RoundAnswer answer) =>
        (answer.Served[2], answer.Served[1], answer.Served[0], -answer.Cost);

    /// <summary>Whether one limit alone keeps somebody from the line, after what the round has given away.</summary>
    private static bool IsOneStepAway(District district, RoundAnswer answer, Need need)
    {
        var taken = new Taken();
        foreach (var (own, candidate) in answer.Placements)
            taken.Add(candidate.Helper.Person, own.Id, candidate.Slot);
        var serving = answer.Placements.Where(x => x.Need.Id == need.Id).Select(x => x.Candidate.Helper.Person).ToHashSet();
        var judge = new Judge(district, need, World.Weights, World.Horizon, taken);
        return district.Helpers.Any(helper => !serving.Contains(helper.Person)
            && judge.Verdict(helper) is { Failing: 1, Limit: not Limit.Skill });
    }

    private static World Relaxed(World world, OpenLine line) => line.Lacks == Limit.Load
        ? world with
        {
            Hats = Array.ConvertAll(
                world.Hats, hat => hat with { LoadCap = hat.LoadCap + 9, TotalCapacity = hat.TotalCapacity + 9 }),
        }
        : world with
        {
            Needs = Array.ConvertAll(world.Needs, need => need.Id != line.Need.Id ? need : line.Lacks switch
            {
                Limit.Level => need with { LeastLevel = 1 },
                Limit.Slot => need with { Slots = [.. Enumerable.Range(World.Horizon.First, World.Horizon.Count)] },
                Limit.Circle => need with { Reach = Reach.Subdistrict },
                _ => need,
            }),
        };

    private static long Worth(RoundAnswer answer) => answer.Served.Index().Sum(x => (x.Index + 1L) * x.Item);

    /// <summary>One hat and one line of so many is another: it does other things, elsewhere, at another time, or is gone.</summary>
    private static World Changed(World world, int oneOf, Random random)
    {
        return world with
        {
            Hats = [.. world.Hats.Where(_ => random.Next(4 * oneOf) > 0).Select(hat => random.Next(oneOf) > 0 ? hat : random.Next(5) switch
            {
                0 => hat with { TotalCapacity = random.Next(3), Load = hat.Load + random.Next(2) },
                1 => hat with { WeeklyOpen = (ulong)random.NextInt64(1L << 35) },
                2 => hat with { Place = new(hat.Place.Longitude + 0.001, hat.Place.Latitude) },
                3 => hat with
                {
                    HeldSlots = [World.Horizon.First + random.Next(4)],
                    HeldSizes = hat.HeldSizes is [] ? [] : [random.NextInt64(1, hat.Size + 1)],
                    SlotCapacity = random.Next(1, 3),
                },
                _ => hat with { Id = World.Id(5000 + random.Next(1000)) },
            }).DistinctBy(hat => hat.Id)],
            Needs = [.. world.Needs.Where(_ => random.Next(4 * oneOf) > 0).Select(need => random.Next(oneOf) > 0 ? need : random.Next(4) switch
            {
                0 => need with { Quantity = random.Next(1, 4) },
                1 => need with { Priority = random.Next(1, 4) },
                2 => need with { Place = new(need.Place.Longitude, need.Place.Latitude + 0.001) },
                _ => need with { Id = $"new-{need.Id}" },
            })],
        };
    }
}
