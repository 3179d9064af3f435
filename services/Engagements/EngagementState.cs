namespace FiveSocieties.Engagements;

/// <summary>Where an engagement stands.</summary>
public enum EngagementState
{
    Asked,
    Refused,
    Accepted,
    Declined,
    Expired,
    Withdrawn,
    Started,
    Finished,

    /// <summary>Accepted, and did not come, or was not delivered in time.</summary>
    Missed,

    /// <summary>A thing was provided.</summary>
    Delivered,
}

/// <summary>What can happen to an engagement.</summary>
public enum EngagementMove
{
    Accept,
    Decline,
    Expire,
    Withdraw,
    Start,
    Finish,
    Miss,
    Deliver,
}
