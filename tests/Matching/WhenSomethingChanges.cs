using System.Diagnostics;
using System.Net;
using FiveSocieties.Events;
using FiveSocieties.Matching.Index;
using FiveSocieties.ResourceMatching;
using FiveSocieties.Tests.TestKit;
using static FiveSocieties.Tests.Matching.MatchingHost;
using Point = FiveSocieties.Matching.Engine.Point;

namespace FiveSocieties.Tests.Matching;

public sealed class WhenSomethingChanges
{
    [Fact]
    public async Task The_index_lists_what_the_owners_have()
    {
        await using var host = await Start(AResource());
        var only = Assert.Single((await host.Match()).Candidates);
        Assert.Equal($"{Helper}", only.ResourceId);
        Assert.Equal(ResourceOwner.Volunteers, only.Owner);
    }

    [Fact]
    public async Task It_is_not_ready_before_the_owners_are_listed()
    {
        await using var host = await Begin(AResource());
        host.Pools.Away = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Ready(host));
        host.Pools.Away = false;
        await host.Listed();
        Assert.Equal(HttpStatusCode.OK, await Ready(host));
        Assert.Single((await host.Match()).Candidates);
    }

    [Fact]
    public async Task A_change_is_seen_within_a_second()
    {
        await using var host = await Start();
        await host.Change(AResource()); // as in a process that has heard of changes before
        await Patiently.Until("the first is seen", async () => (await host.Match()).Candidates.Count == 1);
        var clock = Stopwatch.StartNew();
        var suspended = AResource(version: 2);
        suspended.Suspended = true;
        await host.Change(suspended);
        await Patiently.Until("the change is seen", async () => (await host.Match()).Candidates.Count == 0);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
        Assert.Equal(Limit.Suspended, Assert.Single((await host.Match()).NearMisses).Limit);
    }

    [Fact]
    public async Task Somebody_new_is_found_and_somebody_gone_is_not()
    {
        await using var host = await Start();
        await host.Change(AResource());
        await Patiently.Until("found", async () => (await host.Match()).Candidates.Count == 1);
        host.Pools.Resources.Clear();
        await host.Tell(new ResourceChanged(Society.Volunteers, Helper), version: 2);
        await Patiently.Until("gone", async () => (await host.Match()).Candidates.Count == 0);
    }

    [Fact]
    public async Task An_older_version_is_not_even_read()
    {
        await using var host = await Start(AResource(version: 5));
        await host.Tell(new ResourceChanged(Society.Volunteers, Helper), version: 4);
        await host.Tell(new ResourceChanged(Society.Volunteers, Helper), version: 5);
        var other = Guid.CreateVersion7();
        await host.Change(AResource(other));
        await Patiently.Until("the other one is read", async () => (await host.Match()).Candidates.Count == 2);
        Assert.DoesNotContain(host.Pools.Asked, question => question.Ids.Contains($"{Helper}"));
    }

    [Fact]
    public async Task Many_changes_are_read_together()
    {
        await using var host = await Start();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.Change(AResource(Guid.CreateVersion7()))));
        await Known(100);
        await host.Change(AResource(Guid.CreateVersion7())); // the listing of the start may have found all before
        await Known(101);
        Assert.InRange(host.Pools.Asked.Count, 1, 20);

        Task Known(int count) => Patiently.Until("all are known", async () =>
            (await host.Matchmaker().MatchAsync(new() { Line = ALine(), Policy = APolicy(), Take = 200 }))
                .Candidates.Count == count);
    }

    [Fact]
    public async Task A_change_waits_for_an_owner_who_is_away()
    {
        await using var host = await Start();
        host.Pools.Away = true;
        await host.Change(AResource());
        await Task.Delay(100);
        host.Pools.Away = false;
        await Patiently.Until("found after all", async () => (await host.Match()).Candidates.Count == 1);
    }

    [Fact]
    public async Task What_was_missed_is_healed_by_listing_anew()
    {
        await using var host = await Start(AResource());
        host.Pools.Resources.Clear();
        var other = AResource(Guid.CreateVersion7());
        host.Pools.Resources[other.Id] = other;
        host.Keeper.ListAnew();
        await Patiently.Until("healed", async () => (await host.Match()).Candidates is [{ } only] && only.ResourceId == other.Id);
    }

    [Fact]
    public async Task New_micro_grids_count_at_once()
    {
        await using var host = await Start(AResource());
        Assert.Equal(30, (await host.Match()).Candidates[0].Reasons.OtherMicroGrid);
        host.Pools.Grids.Enqueue(AGrid());
        await host.Tell(new GridChanged(MatchingHost.Community));
        await Patiently.Until("inside", async () => (await host.Match()).Candidates[0].Reasons.OtherMicroGrid == 0);
    }

    [Fact]
    public async Task A_wall_that_is_drawn_stands_at_once_and_goes_when_it_is_taken_away()
    {
        await using var host = await Start(AResource());
        Assert.InRange((await host.Match()).Candidates[0].Reasons.WalkingSeconds, 0, 2);
        host.Pools.Barriers[MatchingHost.Community] = AWall();
        await host.Tell(new GridChanged(MatchingHost.Community));
        await Patiently.Until("walled off", async () => (await host.Match()).Candidates.Count == 0);
        Assert.Equal(Limit.Circle, Assert.Single((await host.Match()).NearMisses).Limit);

        host.Pools.Barriers[MatchingHost.Community] = new() { Community = MatchingHost.Community, Version = 2 };
        await host.Tell(new GridChanged(MatchingHost.Community));
        await Patiently.Until("free again", async () => (await host.Match()).Candidates.Count == 1);
    }

    [Fact]
    public async Task A_wall_that_a_neighbour_drew_before_stands_as_well()
    {
        var neighbour = MatchingHost.Community[..^1] + "2";
        await using var host = await Begin(AResource());
        host.Pools.Barriers[neighbour] = AWall(community: neighbour);
        host.Pools.Barriers[MatchingHost.Community] = new() { Community = MatchingHost.Community, Version = 1 };
        await host.Listed();
        Assert.Empty((await host.Match()).Candidates);
        Assert.Equal(Limit.Circle, Assert.Single((await host.Match()).NearMisses).Limit);
    }

    [Fact]
    public void An_older_drawing_that_comes_late_changes_nothing()
    {
        var index = new ResourceIndex();
        Point[] wall = [new(104.06, 30.56), new(104.06, 30.58)];
        index.SetBarriers([new(MatchingHost.Community, 2, [wall], [], [])]);
        var stands = index.Now.Barriers[MatchingHost.Community[..9]];
        index.SetBarriers([new(MatchingHost.Community, 1, [], [], [])]);
        index.SetBarriers([new(MatchingHost.Community, 2, [wall], [], [])]);
        Assert.Same(stands, index.Now.Barriers[MatchingHost.Community[..9]]);
        index.SetBarriers([new(MatchingHost.Community, 3, [], [], [])]);
        Assert.Empty(index.Now.Barriers);
    }

    private static async Task<HttpStatusCode> Ready(MatchingHost host) =>
        (await host.CreateClient().GetAsync("/health/ready")).StatusCode;
}
