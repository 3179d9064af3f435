using Microsoft.Extensions.Logging;

namespace FiveSocieties.Storage;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, EventName = "storage.sweep.failed", Message = "Sweep {Sweep} failed")]
    public static partial void SweepFailed(this ILogger log, Exception exception, string sweep);

    [LoggerMessage(Level = LogLevel.Error, EventName = "storage.row.not-handled",
        Message = "{Sweep} cannot handle {Id} and leaves it for a while")]
    public static partial void RowNotHandled(this ILogger log, Exception exception, string sweep, Guid id);
}
