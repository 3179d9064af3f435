namespace FiveSocieties.Matching.Engine;

/// <summary>
/// Exact minimum-cost flow, from the side that is short. Where there is less help than need, an auction says about what
/// a unit of each line is worth, then the capacity of persons is opened unit by unit (<see cref="SupplySearch"/>), and
/// lines that the auction rated too low are let in (<see cref="DemandSearch"/>). Where help is plentiful, lines are let
/// in at once. Whatever the prices at the start, the end is exact; the better they are, the sooner it comes.
/// </summary>
internal sealed class FlowSolver : IDisposable
{
    /// <summary>Class against class in the auction: so many times the largest cost tells them apart.</summary>
    private const double RewardOfAuction = 1.5;

    private const int StepsOfAuction = 20;

    private readonly RoundGraph graph;
    private readonly Watch watch;
    private readonly Dissection lines;
    private readonly Dissection? persons;
    private readonly Network net;

    /// <summary>Lays the graph out.</summary>
    public FlowSolver(RoundGraph graph, Watch watch)
    {
        (this.graph, this.watch) = (graph, watch);
        var ofPersons = graph.Capacity < graph.Units ? Task.Run(() => Dissection.OfPersons(graph)) : null;
        lines = Dissection.OfLines(graph);
        persons = ofPersons?.GetAwaiter().GetResult();
        net = new(graph, new(graph, lines.Order, persons?.Order));
        net.LayLines(watch);
    }

    /// <inheritdoc/>
    public void Dispose() => net.Dispose();

    /// <summary>The arc by which each pair serves, or -1.</summary>
    public int[] Served() => net.Served();

    /// <summary>Of persons and of places (person, slot).</summary>
    public (long[] Persons, long[] Places) Prices() => net.Prices();

    /// <summary>How it ended.</summary>
    public Ending Ending() => net.Ending();

    /// <summary>
    /// Solves it. <paramref name="start"/>: prices of lines from an earlier solution, nearly right or not at all; of no
    /// use where help is plentiful.
    /// </summary>
    public void Run(ReadOnlySpan<long> start = default)
    {
        if (persons is not null)
            FromSupply(persons, start);
        else
            FromDemand();
        if (watch.Over)
            net.Fill();
    }

    private void FromDemand()
    {
        net.OpenAll();
        Serve(watch.Parallel);
    }

    private void FromSupply(Dissection persons, ReadOnlySpan<long> start)
    {
        net.FindWaysIn();
        net.Ways.LayAll(watch);
        if (start.Length > 0)
            net.StartFrom(start);
        else
            Bid(persons);
        net.CloseAll();
        Open(persons);
        // Lines that serve already may lie across a cut.
        Serve(parallel: false);
    }

    private void Bid(Dissection persons)
    {
        var small = 1 + (long)(RewardOfAuction * graph.LargestCost);
        var auction = new Auction(net, watch, graph.Reward, small, StepsOfAuction);
        persons.Root.Visit(watch.Parallel, own => auction.Run(own.Span));
        auction.Close();
    }

    private void Open(Dissection persons) => persons.Root.Visit(watch.Parallel, own =>
    {
        var search = new SupplySearch(net, watch);
        foreach (var person in own.Span)
            if (!search.Open(net.Numbers.PersonNode[person]))
                return;
    });

    /// <summary>Lets lines in that have units left and are not known to be hopeless, the most pressing first.</summary>
    private void Serve(bool parallel) => lines.Root.Visit(parallel, own =>
    {
        var search = new DemandSearch(net, watch);
        for (var priority = 3; priority > 0; priority--)
            foreach (var line in own.Span)
                if (net.Wants(net.Numbers.LineNode[line], priority) && !search.Serve(net.Numbers.LineNode[line]))
                    return;
    });
}
