using CsCheck;
using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Matching.Engine;

/// <summary>
/// What must hold however the barriers lie. A failing seed is printed by CsCheck and can be given to it again.
/// </summary>
public sealed class WhenAnyLandIsCrossed
{
    /// <summary>A way turns a metre beside corners.</summary>
    private const double AtCorners = 12;

    private static readonly string Seed = new PCG(11, 2026).ToString();

    private static readonly Gen<int> Any = Gen.Int[1, 1_000_000];

    [Fact]
    public void The_way_around_is_as_long_as_it_is_paced_out() => Any.Sample(seed =>
    {
        var (land, random) = (Land.Any(seed), new Random(seed));
        var (barriers, paced) = (land.Barriers!, new PacedLand(land));
        return Enumerable.Range(0, 8).All(_ =>
        {
            var (from, to) = (land.Somewhere(random), land.Somewhere(random));
            var (way, steps) = (barriers.Metres(Land.At(from), Land.At(to)), paced.Between(from, to));
            return double.IsInfinity(steps)
                ? double.IsInfinity(way)
                : way <= steps + AtCorners && way >= 0.97 * steps - 30;
        });
    }, seed: Seed, iter: 20, threads: 1);

    [Fact]
    public void It_is_as_long_there_as_back_and_never_shorter_than_the_straight_line() => Any.Sample(seed =>
    {
        var (land, random) = (Land.Any(seed), new Random(seed));
        var barriers = land.Barriers!;
        return Enumerable.Range(0, 30).All(_ =>
        {
            var (from, to) = (Anywhere(random), Anywhere(random));
            var way = barriers.Metres(from, to);
            return way == barriers.Metres(to, from) && way >= Walking.Metres(from, to);
        });
    }, seed: Seed, iter: 200, threads: 1);

    [Fact]
    public void A_barrier_more_never_shortens_a_way_and_a_gate_more_never_lengthens_one() => Any.Sample(seed =>
    {
        var (land, random) = (Land.Any(seed), new Random(seed));
        var walled = land.WithLine(random);
        var (before, wall, gate) = (land.Barriers!, walled.Barriers!, land.WithGate(random).Barriers!);
        return Enumerable.Range(0, 30).All(_ =>
        {
            var (from, to) = (Land.At(walled.Somewhere(random)), Land.At(walled.Somewhere(random)));
            return wall.Metres(from, to) >= before.Metres(from, to) - AtCorners
                && gate.Metres(from, to) <= before.Metres(from, to);
        });
    }, seed: Seed, iter: 200, threads: 1);

    [Fact]
    public void A_line_that_looks_at_many_reckons_as_one_that_looks_at_one() => Any.Sample(seed =>
    {
        var world = Behind(World.Scarce(6, 60, seed), seed);
        var district = world.District;
        return Array.TrueForAll(world.Needs, need =>
        {
            var judge = new Judge(district, need, World.Weights, World.Horizon);
            var best = LineMatch.Top(district, need, World.Weights, World.Horizon, int.MaxValue);
            var feasible = district.Helpers.Where(helper => judge.Verdict(helper).Failing == 0).ToHashSet();
            return feasible.SetEquals(best.Select(x => x.Helper))
                && best.All(x => x.Reasons == judge.Reasons(x.Helper));
        });
    }, seed: Seed, iter: 100, threads: 1);

    /// <summary>With barriers and without.</summary>
    [Fact]
    public void The_near_misses_are_those_of_the_whole_list() => Gen.Select(Any, Gen.Bool).Sample((seed, open) =>
    {
        var world = World.Scarce(6, 120, seed);
        var district = (open ? world : Behind(world, seed)).District;
        return Array.TrueForAll(world.Needs, need =>
        {
            var judge = new Judge(district, need, World.Weights, World.Horizon);
            var able = district.Helpers.Where(helper => helper.Hat.Kind == need.Kind && helper.Hat.Skills.Any(own => own.Skill == need.Skill))
                .Select(helper => new NearMiss(helper, judge.Verdict(helper))).ToLookup(x => x.Verdict.Failing);
            var fit = able[0].Select(x => x.Helper.Person).ToHashSet();
            var near = able[1].Where(miss => !fit.Contains(miss.Helper.Person))
                .OrderBy(miss => miss.Verdict.Share).ThenBy(miss => miss.Helper.Hat.Id).ThenBy(miss => miss.Helper.Hat.Owner)
                .DistinctBy(miss => miss.Helper.Person).Take(LineMatch.NearMisses);
            return near.SequenceEqual(LineMatch.Best(district, need, World.Weights, World.Horizon, 10).NearMisses);
        });
    }, seed: Seed, iter: 100, threads: 1);

    [Fact]
    public void The_best_around_barriers_are_those_of_the_whole_list() => Gen.Select(Any, Gen.Int[1, 5])
        .Sample((seed, take) =>
        {
            var world = Behind(World.Scarce(6, 120, seed), seed);
            var district = world.District;
            return Array.TrueForAll(world.Needs, need =>
                LineMatch.Top(district, need, World.Weights, World.Horizon, int.MaxValue).Take(take)
                    .SequenceEqual(LineMatch.Top(district, need, World.Weights, World.Horizon, take)));
        }, seed: Seed, iter: 100, threads: 1);

    [Fact]
    public void A_round_around_barriers_is_the_best_of_all_there_are() => Any.Sample(seed =>
    {
        var world = World.Small(seed) with { Barriers = Land.Any(seed).Barriers };
        var (answer, best) = (world.Solve(), new BruteForce(world));
        return answer.Gap == 0 && answer.Served.SequenceEqual(best.Served) && answer.Cost == best.Cost;
    }, seed: Seed, iter: 200, threads: 1);

    /// <summary>What a line leaves out at first could be what is nearest on foot.</summary>
    [Fact]
    public void However_few_a_line_lists_at_first_the_round_around_barriers_is_as_good() =>
        Gen.Select(Any, Gen.Int[80, 160], Gen.Int[1, 12]).Sample((seed, persons, listed) =>
        {
            var world = Behind(World.Scarce(40, persons, seed), seed);
            var (few, all) = (world.Solve(listed: listed), world.Solve(listed: int.MaxValue));
            return few.Gap == 0 && few.Served.SequenceEqual(all.Served) && few.Cost == all.Cost;
        }, seed: Seed, iter: 80, threads: 1);

    [Fact]
    public void Barriers_that_are_in_nobodys_way_change_nothing() => Any.Sample(seed =>
    {
        var world = World.Scarce(30, 60, seed);
        var aside = new Land([[(-9000, -9000), (-9000, 9000)]], [], []).Barriers;
        var (without, with) = (world.Solve(), (world with { Barriers = aside }).Solve());
        return without.Placements.Select(Told).SequenceEqual(with.Placements.Select(Told))
            && without.Open.SequenceEqual(with.Open);
    }, seed: Seed, iter: 60, threads: 1);

    private static (string, Guid, int, long, Reasons) Told(Placement placement) => (
        placement.Need.Id, placement.Candidate.Helper.Hat.Id, placement.Candidate.Slot, placement.Candidate.Cost,
        placement.Candidate.Reasons);

    /// <summary>Any land, laid over the places of a world.</summary>
    private static World Behind(World world, int seed) => world with { Barriers = Land.Any(seed).Barriers };

    /// <summary>On a barrier or in the water, too.</summary>
    private static Point Anywhere(Random random) => random.Next(4) > 0
        ? World.At(random.NextDouble() * 900 - 450, random.NextDouble() * 900 - 450)
        : World.At(random.Next(-4, 5) * Land.Raster, random.Next(-4, 5) * Land.Raster);
}
