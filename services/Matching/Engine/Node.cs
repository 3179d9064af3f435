namespace FiveSocieties.Matching.Engine;

/// <summary>A line, a person or a place (person, slot), and what a search last saw of it.</summary>
internal struct Node
{
    /// <summary>Least cost from here to the end, as far as is known: a lower bound.</summary>
    public long Price;

    /// <summary>Counts only with the stamp of the present search.</summary>
    public long Distance;

    public int Stamp;
    public int Parent;
    public int Via;

    /// <summary>Units: of a line served, of a place or person taken.</summary>
    public int Flow;

    /// <summary>Units that are wanted, or fit in.</summary>
    public int Room;

    /// <summary>Of a line its priority, of a person the load before the round.</summary>
    public int Base;

    /// <summary>Of a line or place the first arc that serves; the others follow in a chain. Of a person its number in the graph.</summary>
    public int First;

    /// <summary>Of a place its person, of a person itself, of a line nowhere.</summary>
    public int PersonOf;

    /// <summary>Notes a shorter way; false when the search knows one that is no longer.</summary>
    public bool Mark(int stamp, long distance, int parent, int via)
    {
        if (Stamp == stamp && distance >= Distance)
            return false;
        (Stamp, Distance, Parent, Via) = (stamp, distance, parent, via);
        return true;
    }
}
