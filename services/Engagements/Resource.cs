using FiveSocieties.Events;
using FiveSocieties.Messaging;

namespace FiveSocieties.Engagements;

/// <summary>Something a helper can do, or what a thing is good for, and how well.</summary>
/// <param name="Code">Lower-case words, for example <c>accompany</c>.</param>
/// <param name="Level">1 (beginner) to 5 (expert).</param>
public sealed record HelperSkill(string Code, int Level);

/// <summary>A person or a thing that can be asked: the owner's row that decides what it holds.</summary>
public abstract class Resource : IAggregate
{
    /// <inheritdoc/>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <inheritdoc/>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    /// <summary>Who answers for it: the person, or the unit that employs the person or lends the thing.</summary>
    public Guid AnsweredById { get; init; }

    public IReadOnlyList<HelperSkill> Skills { get; set; } = [];

    public double Longitude { get; set; }

    public double Latitude { get; set; }

    /// <summary>Bit 0 is Monday morning, bit 34 Sunday night.</summary>
    public long WeeklyOpen { get; set; }

    public bool Suspended { get; set; }

    public bool OptedOut { get; set; }

    /// <summary>
    /// Engagements asked, accepted or started. Every one that begins or ends changes it, so two at once meet in the
    /// row's version and one of them looks again: that is how nothing is over-committed.
    /// </summary>
    public int Holding { get; private set; }

    public bool Can(string skill, int leastLevel) =>
        Skills.Any(own => own.Code == skill && own.Level >= leastLevel);

    public bool IsOpen(Slot slot) => (WeeklyOpen & 1L << slot.WeekBit) != 0;

    /// <summary>Whether it can take what is asked beside what it has.</summary>
    /// <param name="sent">What is asked.</param>
    /// <param name="others">Its engagements of the last 28 days and of all days to come.</param>
    public abstract bool CanTake(InvitationSent sent, IReadOnlyCollection<Engagement> others);

    /// <summary>Says what Matching needs to know beside what every resource has.</summary>
    /// <param name="told">Where it is said.</param>
    /// <param name="own">As for <see cref="CanTake"/>.</param>
    /// <param name="today">The slot that runs now.</param>
    public abstract void Describe(ResourceMatching.Resource told, IReadOnlyCollection<Engagement> own, Slot today);

    /// <summary>Keeps free what is asked.</summary>
    protected internal virtual void Hold(Engagement engagement) => Holding++;

    /// <summary>What was kept free is free again; what a thing delivered is gone.</summary>
    protected internal virtual void Release(Engagement engagement) => Holding--;
}
