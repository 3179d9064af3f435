using System.Buffers.Binary;
using FiveSocieties.Events;

namespace FiveSocieties.Tests.Chaos;

/// <summary>What is done about one need.</summary>
public enum Deal
{
    /// <summary>Served, and the resident says solved.</summary>
    Solved,

    /// <summary>Served, and the resident says partly.</summary>
    Partly,

    /// <summary>Served, not solved, served again, solved.</summary>
    Reopened,

    /// <summary>Blown, and withdrawn at once.</summary>
    Withdrawn,

    /// <summary>Somebody else's.</summary>
    NotOurs,
}

/// <summary>What happens in a run, by its seed alone: the same for whoever computes it again.</summary>
public sealed class Plot(int seed)
{
    /// <summary>What becomes of the n-th need.</summary>
    public Deal DealOf(int n) => Draw(n, 1) switch
    {
        < 0.65 => Deal.Solved,
        < 0.80 => Deal.Partly,
        < 0.85 => Deal.Reopened,
        < 0.93 => Deal.Withdrawn,
        _ => Deal.NotOurs,
    };

    /// <summary>How the n-th need must stand in the end.</summary>
    public string EndOf(int n) => DealOf(n) switch
    {
        Deal.Solved or Deal.Reopened => "Closed Solved",
        Deal.Partly => "Closed Partly",
        Deal.Withdrawn => "Withdrawn",
        _ => "NotOurs",
    };

    /// <summary>What the resident says when the round was served.</summary>
    public string AnswerOf(int n, int round) => DealOf(n) switch
    {
        Deal.Reopened when round == 1 => "NotSolved",
        Deal.Partly => "Partly",
        _ => "Solved",
    };

    /// <summary>When the n-th need wants help: spread over the days to come, since nobody is at two places at once.</summary>
    public Slot SlotOf(int n, DateTimeOffset began) => Slot.Of(began.AddDays(1 + (n % 12)).AddHours(n / 12 % 4 * 5));

    /// <summary>How long an engagement lasts.</summary>
    public static int MinutesOf(Guid engagement) => 12 + (int)(Hash(engagement) % 50);

    /// <summary>Whether points that were reserved are spent, or given up.</summary>
    public static bool IsSpent(Guid reservation) => Hash(reservation) % 3 != 0;

    /// <summary>A number that is always the same for the same seed and place.</summary>
    public double Draw(int n, int what) => new Random(HashCode(seed, n, what)).NextDouble();

    private static int HashCode(params int[] parts) =>
        parts.Aggregate(17, (hash, part) => unchecked((hash * 486187739) + part));

    private static uint Hash(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
    }
}
