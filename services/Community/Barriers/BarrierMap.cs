using FiveSocieties.Community.Places;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Barriers;

/// <summary>All that a community has drawn of what cannot be crossed on foot; always replaced as a whole.</summary>
public sealed class BarrierMap : IAggregate
{
    /// <summary>Positions and gates.</summary>
    public const int MostPositions = 200;

    public const int MostFeatures = 100;

    public static readonly Problem GateAlone = new(
        "barrier.gate-alone", 422,
        "A gate of one position stands within 30 m of a line of the collection; through a polygon it is a line of two positions.",
        "以单点表示的门须位于本集合某条线的 30 米以内;穿过多边形的通道应画成两点线。");

    public static readonly Problem Outside = new(
        "barrier.outside", 422, "The barrier is more than 5 km away from its community.", "障碍物距离本社区超过 5 公里。");

    private BarrierMap()
    {
    }

    public BarrierMap(Guid id, string community) => (Id, Community) = (id, community);

    /// <inheritdoc/>
    public Guid Id { get; private init; }

    /// <inheritdoc/>
    public string Community { get; private init; } = "";

    /// <inheritdoc/>
    public long Version { get; set; }

    /// <summary>In the order in which they were drawn.</summary>
    public IReadOnlyList<BarrierFeature> Barriers { get; private set; } = [];

    /// <summary>Lines that cannot be crossed.</summary>
    public IEnumerable<BarrierFeature> Lines => Barriers.Where(barrier => barrier.IsLine);

    /// <summary>Ground on which nobody stands.</summary>
    public IEnumerable<BarrierFeature> Areas => Barriers.Where(barrier => barrier.Shape == BarrierShape.Polygon);

    /// <summary>From where to where one can walk all the same.</summary>
    public IEnumerable<(Position From, Position To)> Gates =>
        from gate in Barriers
        where gate.IsGate
        let ends = gate.Shape == BarrierShape.Point ? Door.Through(Lines, gate.Places[0]) : (gate.Places[0], gate.Places[1])
        where ends is not null
        select ends.Value;

    /// <summary>Replaces what was there.</summary>
    public void Draw(IReadOnlyList<BarrierFeature> barriers) => Barriers = barriers;
}
