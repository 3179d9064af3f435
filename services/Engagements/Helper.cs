using FiveSocieties.Events;
using FiveSocieties.Records;

namespace FiveSocieties.Engagements;

/// <summary>Somebody who can be asked to serve: one task in a slot, and not too many in 28 days.</summary>
public abstract class Helper : Resource
{
    /// <summary>Tasks that one helper can take within the horizon of fourteen days.</summary>
    private const int HorizonCapacity = 10;

    public Sealed Name { get; set; } = null!;

    public Sealed Phone { get; set; } = null!;

    /// <summary>Finds the row by telephone number without opening any.</summary>
    public string PhoneIndex { get; set; } = "";

    /// <summary>The same for all hats of one human. For Matching alone, by gRPC.</summary>
    public string PersonRef { get; set; } = "";

    /// <summary>Most tasks in 28 days.</summary>
    public int LoadCap { get; set; }

    public IReadOnlyList<string> Eligibilities { get; set; } = [];

    /// <inheritdoc/>
    public override bool CanTake(InvitationSent sent, IReadOnlyCollection<Engagement> others) =>
        sent.Kind == NeedKind.People
        && IsOpen(sent.Slot)
        && !others.Any(x => x.Holds && x.Slot == sent.Slot)
        && others.Count(x => x.Holds || x.State == EngagementState.Finished) < LoadCap;

    /// <inheritdoc/>
    public override void Describe(ResourceMatching.Resource told, IReadOnlyCollection<Engagement> own, Slot today)
    {
        told.HeldSlots.Add(own.Where(x => x.Slot >= today && x.Holds).Select(x => x.Slot.Number));
        told.SlotCapacity = 1;
        told.TotalCapacity = Math.Max(0, HorizonCapacity - told.HeldSlots.Count);
        told.Load = own.Count(x => x.State is EngagementState.Accepted or EngagementState.Started
            or EngagementState.Finished);
        told.LoadCap = LoadCap;
        told.Minutes = own.Sum(x => x.Minutes ?? 0);
        told.Eligibilities.Add(Eligibilities);
        told.PersonRef = PersonRef;
    }
}
