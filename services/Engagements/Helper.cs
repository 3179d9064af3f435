using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.Records;

namespace FiveSocieties.Engagements;

/// <summary>Something a helper can do, and how well.</summary>
/// <param name="Code">Lower-case words, for example <c>accompany</c>.</param>
/// <param name="Level">1 (beginner) to 5 (expert).</param>
public sealed record HelperSkill(string Code, int Level);

/// <summary>Somebody who can be asked to serve: the owner's row that decides what it holds.</summary>
public abstract class Helper : IAggregate
{
    /// <inheritdoc/>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <inheritdoc/>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    /// <summary>Who answers for it: itself, or the unit that employs it.</summary>
    public Guid AnsweredById { get; init; }

    public Sealed Name { get; set; } = null!;

    public Sealed Phone { get; set; } = null!;

    /// <summary>Finds the row by telephone number without opening any.</summary>
    public string PhoneIndex { get; set; } = "";

    /// <summary>The same for all hats of one human. For Matching alone, by gRPC.</summary>
    public string PersonRef { get; set; } = "";

    public IReadOnlyList<HelperSkill> Skills { get; set; } = [];

    public double Longitude { get; set; }

    public double Latitude { get; set; }

    /// <summary>Bit 0 is Monday morning, bit 34 Sunday night.</summary>
    public long WeeklyOpen { get; set; }

    /// <summary>Most tasks in 28 days.</summary>
    public int LoadCap { get; set; }

    public IReadOnlyList<string> Eligibilities { get; set; } = [];

    public bool Suspended { get; set; }

    public bool OptedOut { get; set; }

    /// <summary>
    /// Tasks asked, accepted or started. Every engagement that begins or ends changes it, so two at once meet in the
    /// row's version and one of them looks again: that is how nobody is over-committed.
    /// </summary>
    public int Holding { get; private set; }

    public bool Can(string skill, int leastLevel) =>
        Skills.Any(own => own.Code == skill && own.Level >= leastLevel);

    public bool IsOpen(Slot slot) => (WeeklyOpen & 1L << slot.WeekBit) != 0;

    internal void Hold() => Holding++;

    internal void Release() => Holding--;
}
