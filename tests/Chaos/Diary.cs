using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using FiveSocieties.Scenarios;

namespace FiveSocieties.Tests.Chaos;

/// <summary>What partners tried, and what they were told: the platform is held to its word by it.</summary>
public sealed class Diary
{
    private long attempted;
    private long recovered;
    private int calling;
    private int open;

    /// <summary>Calls that were made.</summary>
    public long Attempted => Interlocked.Read(ref attempted);

    /// <summary>Calls that were answered with success.</summary>
    public long Acknowledged => Whistles.Count + Answers.Count + Finished.Count + Ended.Count + Others;

    /// <summary>Of these, calls that had to be said more than once.</summary>
    public long Recovered => Interlocked.Read(ref recovered);

    /// <summary>Calls that wait for their answer now.</summary>
    public int Calling => Volatile.Read(ref calling);

    /// <summary>Whistles that are raised and not at their end now.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>Raised, by number.</summary>
    public ConcurrentDictionary<int, Guid> Whistles { get; } = new();

    /// <summary>Answered by residents: whistle and round.</summary>
    public ConcurrentDictionary<(Guid, int), string> Answers { get; } = new();

    /// <summary>Finished by helpers: engagement, minutes.</summary>
    public ConcurrentDictionary<Guid, int> Finished { get; } = new();

    /// <summary>Reservations of points that were committed (true) or given up.</summary>
    public ConcurrentDictionary<Guid, (bool Spent, long Amount)> Ended { get; } = new();

    /// <summary>Answers that nobody expected.</summary>
    public ConcurrentQueue<string> Surprises { get; } = new();

    private long Others => Interlocked.Read(ref others);

    private long others;

    /// <summary>A call, counted; null when it was refused in a way that is no surprise.</summary>
    public async Task<Answer?> Say(
        Partner partner, string path, object body, string key, CancellationToken cancel, params HttpStatusCode[] alsoFine)
    {
        Interlocked.Increment(ref attempted);
        Interlocked.Increment(ref calling);
        try
        {
            var answer = await partner.Post(path, JsonSerializer.SerializeToElement(body), cancel, key);
            if (answer.Tries > 1)
                Interlocked.Increment(ref recovered);
            if (answer.IsDone)
                return answer;
            if (!alsoFine.Contains(answer.Status))
                Surprises.Enqueue($"{path} answered {(int)answer.Status} {answer.Code}");
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref calling);
        }
    }

    public void Opened() => Interlocked.Increment(ref open);

    public void Closed() => Interlocked.Decrement(ref open);

    public void Done() => Interlocked.Increment(ref others);
}
