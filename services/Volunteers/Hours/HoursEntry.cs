using FiveSocieties.Events;
using FiveSocieties.Messaging;

namespace FiveSocieties.Volunteers;

/// <summary>Minutes of service in a volunteer's record; entered once for each engagement and never changed.</summary>
public sealed class HoursEntry : IAggregate
{
    /// <inheritdoc/>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The volunteer's community.</summary>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    public required Guid VolunteerId { get; init; }

    public required Guid EngagementId { get; init; }

    public required Guid WhistleId { get; init; }

    public required int Minutes { get; init; }

    public required Evidence Evidence { get; init; }

    public required DateTimeOffset At { get; init; }
}
