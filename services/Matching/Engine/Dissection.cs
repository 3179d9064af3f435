namespace FiveSocieties.Matching.Engine;

/// <summary>
/// Nested dissection: lines (or persons) are cut into two halves that share no neighbour, and those that lie across
/// the cut. The halves can be looked at together by two threads, with the same answer whatever the clock does; what
/// lies across comes after both. What is near on the map also comes to lie near in memory.
/// </summary>
internal sealed class Dissection
{
    private const int Smallest = 256;
    private const int Sample = 63;

    /// <summary>Fewer are not worth a second thread.</summary>
    private const int WorthAThread = 500;

    private readonly float[] least;
    private readonly float[] most;
    private readonly int count;

    private Dissection(float[] least, float[] most)
    {
        (this.least, this.most, count) = (least, most, least.Length / 2);
        Order = [.. Enumerable.Range(0, count)];
        Root = Cut(0, count, new int[count]);
    }

    /// <summary>All of them, part by part.</summary>
    public int[] Order { get; }

    /// <summary>The whole.</summary>
    public Part Root { get; }

    /// <summary>Cuts the lines so that halves share no person.</summary>
    public static Dissection OfLines(RoundGraph graph)
    {
        var (least, most) = Boxes(graph.Needs.Length);
        for (var line = 0; line < graph.Needs.Length; line++)
            for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
                Widen(least, most, line, graph.Place(graph.PairPerson[pair]));
        return new(least, most);
    }

    /// <summary>Cuts the persons so that halves share no line.</summary>
    public static Dissection OfPersons(RoundGraph graph)
    {
        var (least, most) = Boxes(graph.Persons);
        for (var line = 0; line < graph.Needs.Length; line++)
        {
            var place = graph.Needs[line].Place;
            for (var pair = graph.PairStart[line]; pair < graph.PairStart[line + 1]; pair++)
                Widen(least, most, graph.PairPerson[pair], place);
        }
        return new(least, most);
    }

    private static (float[] Least, float[] Most) Boxes(int count)
    {
        var (least, most) = (new float[2 * count], new float[2 * count]);
        Array.Fill(least, float.MaxValue);
        Array.Fill(most, float.MinValue);
        return (least, most);
    }

    private static void Widen(float[] least, float[] most, int one, Point place)
    {
        Widen(ref least[2 * one], ref most[2 * one], (float)place.Longitude);
        Widen(ref least[2 * one + 1], ref most[2 * one + 1], (float)place.Latitude);
    }

    private static void Widen(ref float least, ref float most, float at) =>
        (least, most) = (Math.Min(least, at), Math.Max(most, at));

    /// <summary>Puts the lower half first, then the upper half, then what lies across.</summary>
    private Part Cut(int start, int end, int[] spare)
    {
        if (end - start > Smallest)
        {
            var (east, north) = (Divide(start, end, 0), Divide(start, end, 1));
            var best = east.Across <= north.Across ? east : north;
            if (8 * Math.Min(best.Below, end - start - best.Below - best.Across) > end - start)
            {
                Sort(start, end, best, spare);
                var (middle, last) = (start + best.Below, end - best.Across);
                Part[] halves = [Cut(start, middle, spare), Cut(middle, last, spare)];
                return new(halves, Order.AsMemory(last, best.Across), end - start > WorthAThread);
            }
        }
        return new([], Order.AsMemory(start, end - start), false);
    }

    private (int Axis, float Middle, int Below, int Across) Divide(int start, int end, int axis)
    {
        var middle = Middle(start, end, axis);
        var (below, across) = (0, 0);
        for (var at = start; at < end; at++)
        {
            var side = 2 * Order[at] + axis;
            if (most[side] < middle)
                below++;
            else if (least[side] < middle)
                across++;
        }
        return (axis, middle, below, across);
    }

    private void Sort(int start, int end, (int Axis, float Middle, int Below, int Across) cut, int[] spare)
    {
        var (below, above, across) = (start, start + cut.Below, end - cut.Across);
        for (var at = start; at < end; at++)
        {
            var side = 2 * Order[at] + cut.Axis;
            spare[most[side] < cut.Middle ? below++ : least[side] < cut.Middle ? across++ : above++] = Order[at];
        }
        Array.Copy(spare, start, Order, start, end - start);
    }

    /// <summary>About the median.</summary>
    private float Middle(int start, int end, int axis)
    {
        Span<float> sample = stackalloc float[Sample];
        for (var i = 0; i < Sample; i++)
        {
            var side = 2 * Order[start + (int)((long)i * (end - start) / Sample)] + axis;
            sample[i] = least[side] / 2 + most[side] / 2;
        }
        sample.Sort();
        return sample[Sample / 2];
    }

    /// <summary>First two parts that share no neighbour, then some of its own.</summary>
    /// <param name="Halves">Two, or none.</param>
    /// <param name="Own">Those that lie across, or all where it is not cut.</param>
    /// <param name="TwoThreads">Whether the halves are large enough for a thread each.</param>
    internal sealed record Part(Part[] Halves, ReadOnlyMemory<int> Own, bool TwoThreads)
    {
        /// <summary>Looks at the halves, at the same time where it is worth it, then at its own.</summary>
        public void Visit(bool parallel, Action<ReadOnlyMemory<int>> look)
        {
            if (parallel && TwoThreads && Halves is [var first, var second])
                Parallel.Invoke(() => first.Visit(parallel, look), () => second.Visit(parallel, look));
            else
                foreach (var half in Halves)
                    half.Visit(parallel, look);
            look(Own);
        }
    }
}
