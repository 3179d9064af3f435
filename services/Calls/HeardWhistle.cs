namespace FiveSocieties.Calls;

/// <summary>
/// The newest that a society has heard of a whistle: a round and whether it is over. What is older is late; two that are
/// heard at once meet in this row.
/// </summary>
public sealed class HeardWhistle
{
    public required Guid WhistleId { get; init; }

    public int Round { get; private set; }

    /// <summary>Handed up or closed: nobody is called for it any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Counts up, so that one of two that write at once looks again.</summary>
    public long Changes { get; private set; }

    /// <summary>Takes it in; false when something newer was heard before.</summary>
    public bool Hear(int round, bool isOver)
    {
        if (Overtakes(round, isOver))
            return false;
        (Round, IsOver) = (round, isOver);
        Touch();
        return true;
    }

    /// <summary>Whether this is known already, or something newer.</summary>
    public bool Overtakes(int round, bool isOver) => (Round, IsOver).CompareTo((round, isOver)) >= 0;

    /// <summary>Something was decided by what this row says: whoever changes it at once looks again.</summary>
    public void Touch() => Changes++;
}
