namespace FiveSocieties.Volunteers;

/// <summary>What an operator reads of this service: ids and codes only.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "volunteer.registered", Level = LogLevel.Information,
        Message = "Volunteer {VolunteerId} registered in {Community}")]
    public static partial void VolunteerRegistered(this ILogger log, Guid volunteerId, string community);

    [LoggerMessage(EventName = "volunteer.changed", Level = LogLevel.Information,
        Message = "Volunteer {VolunteerId} changed")]
    public static partial void VolunteerChanged(this ILogger log, Guid volunteerId);
}
