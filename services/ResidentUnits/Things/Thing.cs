using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>
/// Something that a unit lends or gives: a venue, goods, a fund, a service. The unit answers for it:
/// <see cref="Resource.AnsweredById"/> is the unit.
/// </summary>
public sealed class Thing : Resource
{
    public static readonly Problem Promised = new(
        "thing.promised", 409, "More than that is promised already.", "已承诺的数量多于此。");

    /// <summary>As many lines as a round of matching may give it in one slot, and in all; the row decides.</summary>
    private const int MostInSlot = 50, MostInRound = 1000;

    /// <summary>Venue, Goods, Fund or Service; never changes.</summary>
    public required NeedKind Kind { get; init; }

    /// <summary>What it is called: public, so nothing of a person belongs in it.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// Seats of a venue; pieces of goods and fen of a fund that are there; people whom a service can serve in one slot.
    /// </summary>
    public long Size { get; private set; }

    /// <summary>Of goods and a fund: how much of it is kept free for what was asked and is not delivered yet.</summary>
    public long Reserved { get; private set; }

    /// <summary>Goods and money are used up by giving; a room and a service are there again in the next slot.</summary>
    private bool IsStock => Kind is NeedKind.Goods or NeedKind.Fund;

    /// <summary>What there is from now on; what is promised stays promised.</summary>
    public void Offer(string name, long size)
    {
        if (size < Reserved)
            throw new BrokenRule(Promised, "thing.size");
        (Name, Size) = (name, size);
    }

    /// <inheritdoc/>
    public override bool CanTake(InvitationSent sent, IReadOnlyCollection<Engagement> others) =>
        sent.Kind == Kind && sent.Size > 0 && IsOpen(sent.Slot) && sent.Size <= Left(sent.Slot, others);

    /// <inheritdoc/>
    public override void Describe(ResourceMatching.Resource told, IReadOnlyCollection<Engagement> own, Slot today)
    {
        told.Kind = (ResourceMatching.ResourceKind)Kind;
        told.Size = Size - Reserved;
        told.SlotCapacity = Kind == NeedKind.Venue ? 1 : MostInSlot;
        told.TotalCapacity = told.LoadCap = MostInRound;
        if (IsStock)
            return;
        foreach (var taken in own.Where(x => x.Slot >= today && x.Takes > 0))
        {
            told.HeldSlots.Add(taken.Slot.Number);
            told.HeldSizes.Add(Kind == NeedKind.Venue ? 0 : taken.Takes);
        }
    }

    /// <inheritdoc/>
    protected override void Hold(Engagement engagement)
    {
        base.Hold(engagement);
        if (IsStock)
            Reserved += engagement.Size;
    }

    /// <inheritdoc/>
    protected override void Release(Engagement engagement)
    {
        base.Release(engagement);
        if (IsStock)
            (Reserved, Size) = (Reserved - engagement.Size, Size - (engagement.Quantity ?? 0));
    }

    /// <summary>
    /// A venue is had whole; of a service as many places as others have not; stock is one heap for all days.
    /// </summary>
    private long Left(Slot slot, IReadOnlyCollection<Engagement> others) => Kind switch
    {
        NeedKind.Venue => others.Any(x => x.Slot == slot && x.Takes > 0) ? 0 : Size,
        NeedKind.Service => Size - others.Where(x => x.Slot == slot).Sum(x => x.Takes),
        _ => Size - Reserved,
    };
}
