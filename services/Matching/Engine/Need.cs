namespace FiveSocieties.Matching.Engine;

/// <summary>One line of a whistle's needs.</summary>
public sealed record Need
{
    /// <summary>Unique within a round; answers are in its order.</summary>
    public required string Id { get; init; }

    /// <summary>12-digit code; its first nine digits are the sub-district, beyond which nobody looks.</summary>
    public required string Community { get; init; }

    /// <summary>What is asked for; only resources of this kind are looked at.</summary>
    public Kind Kind { get; init; }

    /// <summary>Of a thing: seats, pieces, fen or places at least; 0 for people.</summary>
    public long Size { get; init; }

    /// <summary>What must be possible, for example <c>accompany</c>.</summary>
    public required string Skill { get; init; }

    /// <summary>1 to 5, hard.</summary>
    public int LeastLevel { get; init; } = 1;

    /// <summary>1 to 5, soft.</summary>
    public int WantedLevel { get; init; } = 1;

    /// <summary>Where the help is needed.</summary>
    public required Point Place { get; init; }

    /// <summary>The micro-grid of the place; empty when it is in none.</summary>
    public string MicroGrid { get; init; } = "";

    /// <summary>Slots of which one is chosen for each helper.</summary>
    public required int[] Slots { get; init; }

    /// <summary>3 is most pressing, 1 least.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>What a helper must have, all of it.</summary>
    public string[] Eligibility { get; init; } = [];

    /// <summary>How far the line looks.</summary>
    public Reach Reach { get; init; } = Reach.Subdistrict;

    /// <summary>Helpers wanted.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>Resources not to be asked, in any of their hats.</summary>
    public Guid[] Excluded { get; init; } = [];

    /// <summary>Resources not to be asked for one slot, in any of their hats.</summary>
    public (Guid Resource, int Slot)[] DeclinedTimes { get; init; } = [];
}
