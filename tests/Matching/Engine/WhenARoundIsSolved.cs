using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Matching.Engine;

public sealed class WhenARoundIsSolved
{
    [Fact]
    public void Both_levels_are_those_of_trying_everything()
    {
        var (served, contended) = (0, 0);
        for (var seed = 0; seed < 600; seed++)
        {
            var world = World.Small(seed);
            var answer = world.Solve(listed: seed % 3 == 0 ? Round.Plenty : seed % 3);
            var best = new BruteForce(world);
            Assert.Equal(
                $"seed {seed}: {string.Join(',', best.Served)} at {best.Cost}",
                $"seed {seed}: {string.Join(',', answer.Served)} at {answer.Cost}");
            Assert.Equal(0, answer.Gap);
            Assert.True(answer.LevelOneProven);
            served += answer.Served.Sum();
            contended += answer.Open.Count(line => line.Lacks is Limit.Load or Limit.Slot);
        }
        Assert.True(served > 1200 && contended > 120, $"Trivial worlds: {served} served, {contended} contended.");
    }

    [Fact]
    public void Nobody_is_given_more_than_fits_nor_what_is_not_feasible()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var world = World.Small(seed);
            var answer = world.Solve();
            Assert.All(
                answer.Placements.GroupBy(x => x.Need.Id),
                line => Assert.True(line.Count() <= line.First().Need.Quantity));
            foreach (var own in answer.Placements.GroupBy(x => x.Candidate.Helper.Person))
            {
                var person = own.Key.Hats.ToList();
                Assert.True(own.Count() <= BruteForce.Room(person));
                Assert.Equal(own.Count(), own.DistinctBy(x => x.Need.Id).Count());
                Assert.All(
                    own.GroupBy(x => x.Candidate.Slot),
                    slot => Assert.True(slot.Count() <= BruteForce.SlotRoom(person, slot.Key)));
                Assert.All(own, x => Assert.True(BruteForce.IsFeasible(
                    world, x.Need, person, x.Candidate.Helper.Hat, x.Candidate.Slot)));
            }
        }
    }

    [Fact]
    public void The_order_of_the_input_does_not_matter()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var world = seed % 10 == 0 ? World.Scarce(200, 60, seed) : World.Small(seed);
            var random = new Random(seed);
            var (needs, hats) = ((Need[])world.Needs.Clone(), (Hat[])world.Hats.Clone());
            random.Shuffle(needs);
            random.Shuffle(hats);
            Assert.Equal(Told(world.Solve()), Told((world with { Needs = needs, Hats = hats }).Solve()));
        }

        static IEnumerable<object> Told(RoundAnswer answer) =>
            answer.Placements.Select(x => (x.Need.Id, x.Candidate.Helper.Hat.Id, x.Candidate.Slot, x.Candidate.Cost))
                .Cast<object>().Concat(answer.Open.Select(x => (object)(x.Need.Id, x.Units, x.Lacks)));
    }

    [Fact]
    public void One_more_helper_never_makes_it_worse()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var world = World.Small(seed);
            var (before, after) = (world.Solve(), (world with { Hats = [.. world.Hats, World.AHat(99)] }).Solve());
            var order = (after.Served[2], after.Served[1], after.Served[0], -after.Cost)
                .CompareTo((before.Served[2], before.Served[1], before.Served[0], -before.Cost));
            Assert.True(order >= 0, $"seed {seed}");
        }
    }

    [Fact]
    public void The_hats_of_one_person_are_one_helper()
    {
        var hats = new[]
        {
            World.AHat(1) with { PersonRef = "one", Load = 2, LoadCap = 5 },
            World.AHat(2) with { PersonRef = "one", Load = 1, LoadCap = 4, Place = World.At(500, 0) },
        };
        var world = new World([World.ANeed("a"), World.ANeed("b")], hats, []);
        var answer = world.Solve();
        var only = Assert.Single(answer.Placements);
        Assert.Equal(World.Id(1), only.Candidate.Helper.Hat.Id);
        Assert.Equal(World.Weights.Marginal(3), only.Candidate.Evenness);
        Assert.Equal(Limit.Load, Assert.Single(answer.Open).Lacks);

        var blocked = world with { Needs = [World.ANeed() with { Excluded = [World.Id(2)] }] };
        Assert.Empty(blocked.Solve().Placements);
    }

    [Fact]
    public void A_pressing_line_takes_the_helper_from_one_that_is_nearer()
    {
        var far = World.ANeed("b") with { Priority = 3, Place = World.At(600, 0) };
        var answer = new World([World.ANeed("a"), far], [World.AHat(1) with { TotalCapacity = 1 }], []).Solve();
        Assert.Equal("b", Assert.Single(answer.Placements).Need.Id);
        Assert.Equal([0, 0, 1], answer.Served);
    }

    [Fact]
    public void A_budget_ends_it_with_an_honest_gap()
    {
        var world = World.Scarce(400, 100, seed: 5);
        var best = world.Solve();
        Assert.Equal(0, best.Gap);
        var reward = world.Graph.Reward;
        foreach (var iterations in new[] { 0, 1, 20, 100 })
        {
            var early = world.Solve(new Budget(Iterations: iterations));
            Assert.Equal(iterations, early.Iterations);
            Assert.True(early.Gap >= Value(early) - Value(best), "The bound must not be above the optimum.");
            Assert.True(!early.LevelOneProven || early.Served.SequenceEqual(best.Served));
        }
        Assert.True(world.Solve(new Budget(Milliseconds: 0)).Iterations <= best.Iterations);

        long Value(RoundAnswer answer) =>
            answer.Cost + answer.Open.Sum(line => line.Units * line.Need.Priority * reward);
    }

    [Fact]
    public void A_caller_who_went_away_is_noticed() => Assert.Throws<OperationCanceledException>(() =>
    {
        var world = World.Scarce(50, 20, seed: 1);
        Round.Solve(world.Needs, _ => world.District, World.Weights, World.Horizon, new(1000), new(canceled: true));
    });

    [Fact]
    public void Nothing_to_do_is_done()
    {
        var answer = new World([], [], []).Solve();
        Assert.Empty(answer.Placements);
        Assert.Equal(0, answer.Gap);
        Assert.Equal(Limit.Skill, Assert.Single(new World([World.ANeed()], [], []).Solve().Open).Lacks);
    }
}
