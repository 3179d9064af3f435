using FiveSocieties.Events;

namespace FiveSocieties.Engagements;

/// <summary>Section <c>Engagement</c>: how long whoever has accepted is waited for.</summary>
public sealed class EngagementOptions
{
    public const string Section = "Engagement";

    internal const string Unsound = "Section Engagement: MissedAfter and MissedAfterEmergency must be above zero.";

    /// <summary>From the beginning of the slot, or from the acceptance if that is later.</summary>
    public TimeSpan MissedAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The same for an emergency.</summary>
    public TimeSpan MissedAfterEmergency { get; set; } = TimeSpan.FromMinutes(15);

    internal bool IsSound => MissedAfter > TimeSpan.Zero && MissedAfterEmergency > TimeSpan.Zero;

    public TimeSpan GraceOf(Urgency urgency) => urgency == Urgency.Emergency ? MissedAfterEmergency : MissedAfter;
}
