using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Matching.Engine;

public sealed class WhenOneLineAsks
{
    [Fact]
    public void The_best_come_first_each_with_its_reasons()
    {
        var grid = World.Square("own", -100, -100, 200);
        var hats = new[]
        {
            World.AHat(1) with { Place = World.At(240, 0), Load = 1 },
            World.AHat(2) with { Skills = [new("accompany", 2)], Load = 3 },
            World.AHat(3) with { Place = World.At(0, 120) },
        };
        var need = World.ANeed() with { WantedLevel = 4, MicroGrid = "own", Quantity = 5 };
        var answer = Best(hats, need, grid);
        // Walking, level gap, other micro-grid, evenness: 0+120+0+105, 130+60+30+15, 260+60+30+45.
        Assert.Equal([225L, 235, 395], answer.Candidates.Select(x => x.Cost));
        Assert.Equal([2, 3, 1], answer.Candidates.Select(x => Number(x.Helper)));
        Assert.Equal(new Reasons(130, 60, 30), answer.Candidates[1].Reasons);
        Assert.Equal(new Reasons(0, 120, 0), answer.Candidates[0].Reasons);
        Assert.Equal(105, answer.Candidates[0].Evenness);
        Assert.Single(Best(hats, need, take: 1).Candidates);
    }

    [Fact]
    public void A_person_comes_once_in_the_best_hat()
    {
        var hats = new[]
        {
            World.AHat(1) with { PersonRef = "one", Place = World.At(100, 0) },
            World.AHat(2) with { PersonRef = "one" },
        };
        Assert.Equal(2, Number(Assert.Single(Best(hats, World.ANeed()).Candidates).Helper));
    }

    [Fact]
    public void A_time_declined_in_one_hat_is_not_asked_for_in_another_and_the_next_one_is()
    {
        var hats = new[]
        {
            World.AHat(1) with { PersonRef = "one", Place = World.At(100, 0) },
            World.AHat(2) with { PersonRef = "one" },
        };
        var (declined, later) = (World.Horizon.First, World.Horizon.First + 5);
        var need = World.ANeed() with { Slots = [declined, later], DeclinedTimes = [(World.Id(1), declined)] };
        var only = Assert.Single(Best(hats, need).Candidates);
        Assert.Equal((2, later), (Number(only.Helper), only.Slot));
        Assert.Empty(Best(hats, need with { Slots = [declined] }).Candidates);
    }

    [Theory]
    [InlineData(Reach.FiveMinutes, 277, Limit.None, 0)]
    [InlineData(Reach.FiveMinutes, 278, Limit.Circle, 1)]
    [InlineData(Reach.FiveMinutes, 400, Limit.Circle, 133)]
    [InlineData(Reach.FifteenMinutes, 831, Limit.None, 0)]
    [InlineData(Reach.FifteenMinutes, 832, Limit.Circle, 1)]
    [InlineData(Reach.Community, 3000, Limit.None, 0)]
    public void A_circle_ends_at_its_last_second(Reach reach, double metres, Limit limit, long missedBy)
    {
        var hat = World.AHat(1) with { Place = World.At(0, metres) };
        var need = World.ANeed() with { Reach = reach };
        Assert.Equal((limit, missedBy), Why(hat, need));
        Assert.Equal(limit == Limit.None ? 1 : 0, Best([hat], need).Candidates.Length);
    }

    [Fact]
    public void A_circle_may_be_the_community_or_the_subdistrict()
    {
        var neighbour = World.AHat(1) with { Community = World.Neighbour };
        Assert.Equal((Limit.Circle, 1), Why(neighbour, World.ANeed() with { Reach = Reach.Community }));
        Assert.Equal((Limit.None, 0), Why(neighbour, World.ANeed() with { Reach = Reach.Subdistrict }));
        Assert.Equal((Limit.None, 0), Why(neighbour, World.ANeed() with { Reach = Reach.FiveMinutes }));
    }

    [Fact]
    public void Each_limit_says_what_it_is_missed_by()
    {
        var hat = World.AHat(1);
        var need = World.ANeed();
        Assert.Equal((Limit.Suspended, 1), Why(hat with { Suspended = true, OptedOut = true }, need));
        Assert.Equal((Limit.OptedOut, 1), Why(hat with { OptedOut = true }, need));
        Assert.Equal((Limit.Excluded, 1), Why(hat, need with { Excluded = [World.Id(1)] }));
        Assert.Equal((Limit.Skill, 1), Why(hat, need with { Skill = "repair" }));
        Assert.Equal((Limit.Level, 2), Why(hat, need with { LeastLevel = 5, WantedLevel = 5 }));
        Assert.Equal((Limit.Eligibility, 2), Why(hat, need with { Eligibility = ["driver", "first-aid"] }));
        Assert.Equal((Limit.Load, 3), Why(hat with { Load = 10 }, need));
        Assert.Equal((Limit.Load, 1), Why(hat with { TotalCapacity = 0 }, need));
        Assert.Equal((Limit.Slot, 1), Why(hat with { HeldSlots = need.Slots }, need));
        Assert.Equal((Limit.Slot, 1), Why(hat, need with { DeclinedTimes = [(World.Id(1), World.Horizon.First)] }));
        Assert.Equal((Limit.None, 0), Why(hat, need with { DeclinedTimes = [(World.Id(1), World.Horizon.First + 1)] }));
        Assert.Equal((Limit.Slot, 34), Why(hat with { WeeklyOpen = 1UL << 34 }, need));
        Assert.Equal((Limit.Slot, 70), Why(hat with { WeeklyOpen = 0 }, need));
    }

    [Fact]
    public void A_thing_must_be_of_the_kind_and_large_enough()
    {
        var need = World.ANeed() with { Kind = Kind.Venue, Size = 40 };
        Hat[] hats = [World.AHat(1), World.AThing(2, Kind.Goods, 500), World.AThing(3, Kind.Venue, 40)];
        Assert.Equal(3, Number(Assert.Single(Best(hats, need).Candidates).Helper));
        Assert.Equal(1, Number(Assert.Single(Best(hats, World.ANeed()).Candidates).Helper));

        var small = World.AThing(4, Kind.Venue, 25);
        Assert.Equal((Limit.Size, 15), Why(small, need));
        Assert.Equal((Limit.Skill, 1), Why(hats[0], need));
        var answer = Best([small], need);
        Assert.Equal(Limit.Size, answer.Lacks);
        Assert.Equal((Limit.Size, 15), (answer.NearMisses[0].Verdict.Limit, answer.NearMisses[0].Verdict.MissedBy));
        Assert.Equal((Limit.None, 0), Why(small, need with { Size = 25 }));
    }

    [Fact]
    public void A_venue_is_for_one_and_a_service_for_as_many_as_there_are_places()
    {
        var need = World.ANeed() with { Kind = Kind.Service, Size = 8 };
        var canteen = World.AThing(1, Kind.Service, 30) with
        {
            HeldSlots = [need.Slots[0], need.Slots[0]],
            HeldSizes = [10, 12],
        };
        Assert.Equal((Limit.None, 0), Why(canteen, need));
        Assert.Equal((Limit.Slot, 1), Why(canteen, need with { Size = 9 }));
        Assert.Equal((Limit.Size, 1), Why(canteen, need with { Size = 31, Slots = [need.Slots[0] + 1] }));
        var hall = World.AThing(2, Kind.Venue, 30) with { HeldSlots = need.Slots };
        Assert.Equal((Limit.Slot, 1), Why(hall, need with { Kind = Kind.Venue }));
    }

    [Fact]
    public void The_named_change_lets_a_helper_in_and_half_of_it_does_not()
    {
        var seen = new HashSet<Limit>();
        for (var seed = 0; seed < 400; seed++)
        {
            var world = World.Small(seed);
            var district = world.District;
            foreach (var need in world.Needs.Where(need => need.Slots.Length > 0))
                foreach (var (helper, verdict) in LineMatch.Best(district, need, World.Weights, World.Horizon, 9).NearMisses)
                {
                    if (verdict.Limit is not (Limit.Level or Limit.Circle or Limit.Slot or Limit.Size) || verdict.MissedBy >= 70 * 60)
                        continue;
                    Assert.Equal(Limit.None, Explained(need, verdict, verdict.MissedBy, district, helper));
                    if (verdict.MissedBy > 1)
                        Assert.NotEqual(Limit.None, Explained(need, verdict, verdict.MissedBy / 2, district, helper));
                    seen.Add(verdict.Limit);
                }
        }
        Assert.Equal(4, seen.Count);
    }

    [Fact]
    public void A_near_miss_fails_one_limit_and_the_nearest_says_what_lacks()
    {
        var hats = new[]
        {
            World.AHat(1),
            World.AHat(2) with { Place = World.At(0, 300) },
            World.AHat(3) with { Place = World.At(0, 500) },
            World.AHat(4) with { Place = World.At(0, 280), Suspended = true },
            World.AHat(5) with { Skills = [new("accompany", 1)] },
        };
        var need = World.ANeed() with { Reach = Reach.FiveMinutes, LeastLevel = 3, Quantity = 2 };
        var answer = Best(hats, need);
        Assert.Equal([2, 3, 5], answer.NearMisses.Select(x => Number(x.Helper)).Order());
        Assert.Equal(2, Number(answer.NearMisses[0].Helper));
        Assert.Equal(Limit.Circle, answer.Lacks);
        Assert.Equal(Limit.None, Best(hats, need with { Quantity = 1 }).Lacks);
        Assert.Equal(Limit.Level, Best([World.AHat(5) with { Skills = [new("accompany", 1)] }], need).Lacks);
        Assert.Equal(Limit.Skill, Best(hats, need with { Skill = "unheard-of" }).Lacks);
        Assert.Equal(Limit.Slot, Best(hats, need with { Slots = [World.Horizon.First - 1] }).Lacks);
    }

    [Fact]
    public void Explaining_agrees_with_matching()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var world = World.Small(seed);
            var district = world.District;
            foreach (var need in world.Needs.Where(need => need.Slots.Length > 0))
            {
                var best = LineMatch.Best(district, need, World.Weights, World.Horizon, 200);
                foreach (var (rank, candidate) in best.Candidates.Index())
                {
                    var own = LineMatch.Explain(district, need, World.Weights, World.Horizon, candidate.Helper);
                    Assert.Equal((candidate, rank + 1, best.Candidates.Length), (own.Candidate, own.Rank, own.Of));
                }
                foreach (var helper in district.Helpers)
                {
                    var own = LineMatch.Explain(district, need, World.Weights, World.Horizon, helper);
                    Assert.Equal(own.Candidate is null, own.Verdict.Failing > 0);
                    Assert.Equal(own.Candidate is not null, need.Slots.Any(slot => BruteForce.IsFeasible(
                        world, need, [.. helper.Person.Hats], helper.Hat, slot)));
                }
            }
        }
    }

    [Fact]
    public void A_micro_grid_is_found_by_its_polygon()
    {
        var grids = new MicroGrids(
        [
            World.Square("b", 0, 0, 100),
            World.Square("a", 100, 0, 100),
            new("notched", World.Community, [World.At(0, 200), World.At(90, 200), World.At(45, 250), World.At(90, 300),
                World.At(0, 300), World.At(0, 200)]),
        ]);
        Assert.Equal("b", grids.Find(World.At(50, 50)));
        Assert.Equal("a", grids.Find(World.At(150, 50)));
        Assert.Equal("notched", grids.Find(World.At(20, 250)));
        Assert.Null(grids.Find(World.At(80, 250)));
        Assert.Null(grids.Find(World.At(50, 150)));
    }

    private static Limit Explained(Need need, Verdict verdict, long by, District district, Helper helper)
    {
        var changed = (verdict.Limit, need.Reach) switch
        {
            (Limit.Level, _) => need with { LeastLevel = need.LeastLevel - (int)by },
            (Limit.Slot, _) => need with
            {
                Slots = [.. need.Slots.SelectMany(slot => Enumerable.Range(slot - (int)by, 2 * (int)by + 1))],
            },
            (Limit.Size, _) => need with { Size = need.Size - by },
            (_, Reach.Community) => need with { Reach = Reach.Subdistrict },
            _ => need,
        };
        var weights = (verdict.Limit, need.Reach) switch
        {
            (Limit.Circle, Reach.FiveMinutes) => World.Weights with { FiveMinutes = 300 + (int)by },
            (Limit.Circle, Reach.FifteenMinutes) => World.Weights with { FifteenMinutes = 900 + (int)by },
            _ => World.Weights,
        };
        return LineMatch.Explain(district, changed, weights, World.Horizon, helper).Verdict.Limit;
    }

    private static LineAnswer Best(Hat[] hats, Need need, MicroGrid? grid = null, int take = 10) => LineMatch.Best(
        new World([need], hats, grid is null ? [] : [grid]).District, need, World.Weights, World.Horizon, take);

    private static (Limit, long) Why(Hat hat, Need need)
    {
        var district = new World([need], [hat], []).District;
        var verdict = LineMatch.Explain(district, need, World.Weights, World.Horizon, district.Helpers[0]).Verdict;
        return (verdict.Limit, verdict.MissedBy);
    }

    private static int Number(Helper helper) => BitConverter.ToInt32(helper.Hat.Id.ToByteArray());
}
