using System.Collections.Concurrent;
using System.Diagnostics;

namespace FiveSocieties.Matching.Engine;

/// <summary>Says when a solution has to end: the budget is spent, or the caller went away.</summary>
internal sealed class Watch(Budget budget, CancellationToken cancellation)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private long iterations;
    private int stamps;
    private volatile bool over;

    /// <summary>Units looked at.</summary>
    public long Iterations => Interlocked.Read(ref iterations);

    public TimeSpan Elapsed => clock.Elapsed;

    /// <summary>Whether something was left undone.</summary>
    public bool Over => over;

    /// <summary>Whether two threads may count the iterations.</summary>
    public bool Parallel => budget.Iterations == long.MaxValue && Environment.ProcessorCount > 1;

    /// <summary>Does the same for each number below the count, on both cores where that is allowed.</summary>
    public void ForEach(int count, Action<int> act)
    {
        if (Parallel && count > 0)
            System.Threading.Tasks.Parallel.ForEach(Partitioner.Create(0, count), range => Do(range.Item1, range.Item2));
        else
            Do(0, count);

        void Do(int from, int end)
        {
            for (var one = from; one < end; one++)
                act(one);
        }
    }

    /// <summary>A mark that no search had before.</summary>
    public int Stamp() => Interlocked.Increment(ref stamps);

    /// <summary>Counts a unit; false when no more may be looked at.</summary>
    public bool Next()
    {
        if (!over && Interlocked.Increment(ref iterations) <= budget.Iterations)
            return true;
        if (!over)
            Interlocked.Decrement(ref iterations);
        over = true;
        return false;
    }

    /// <summary>Looks at the clock; false when the time is over.</summary>
    public bool Look()
    {
        if (cancellation.IsCancellationRequested || clock.ElapsedMilliseconds >= budget.Milliseconds)
            over = true;
        return !over;
    }
}
