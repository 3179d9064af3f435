using System.Diagnostics;
using FiveSocieties.Matching.Engine;

namespace FiveSocieties.Tests.Matching.Engine;

/// <summary>Every solve has a time budget, and ends with it; a caller who goes away is noticed.</summary>
public sealed class WhenTimeIsShort
{
    /// <summary>Beyond the budget: what must be listed at least, on a machine that is busy with something else.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    /// <summary>Two thousand who all want the same two thousand, in one slot: the hardest that there is.</summary>
    private static readonly World Dense = new(
        [.. Enumerable.Range(0, 2000).Select(line => World.ANeed($"{line:D4}") with { Place = World.At(0, line % 90) })],
        [.. Enumerable.Range(1, 2000).Select(id => World.AHat(id) with { Place = World.At(0, id % 70) })],
        []);

    private static readonly District District = Dense.District;

    /// <summary>The best of three tries, since the machine may be busy with something else.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(400)]
    [InlineData(1500)]
    public void The_budget_ends_it_with_what_is_found_and_an_honest_gap(int milliseconds)
    {
        var (answer, took) = Enumerable.Range(0, 3).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            return (Round.Solve(
                Dense.Needs, _ => District, World.Weights, World.Horizon, new Budget(Milliseconds: milliseconds)), clock.Elapsed);
        }).MinBy(one => one.Elapsed);

        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromMilliseconds(milliseconds) + Late);
        Assert.True(answer.Gap >= 0);
        Assert.Equal(Dense.Needs.Length, answer.Placements.Length + answer.Open.Sum(line => line.Units));
        Assert.Equal(answer.Placements.Length, answer.Served.Sum());
        Assert.Equal(answer.Cost, answer.Placements.Sum(placement => placement.Candidate.Cost));
        Assert.All(answer.Placements.CountBy(x => (x.Candidate.Helper.Person, x.Candidate.Slot)), x => Assert.Equal(1, x.Value));
        if (answer.Open.Length > 0)
            Assert.False(answer.LevelOneProven);
    }

    /// <summary>Of three tries, too.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(150)]
    [InlineData(400)]
    [InlineData(900)]
    public void A_caller_who_goes_away_is_noticed_within_a_tenth_of_a_second(int after)
    {
        var soonest = Enumerable.Range(0, 3).Min(_ =>
        {
            using var leaving = new CancellationTokenSource();
            var left = new Stopwatch();
            leaving.Token.Register(left.Start);
            leaving.CancelAfter(after);
            try
            {
                Round.Solve(Dense.Needs, _ => District, World.Weights, World.Horizon, new Budget(), leaving.Token);
            }
            catch (OperationCanceledException)
            {
            }

            return left.Elapsed;
        });
        Assert.InRange(soonest, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }
}
