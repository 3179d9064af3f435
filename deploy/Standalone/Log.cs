namespace FiveSocieties.Standalone;

internal static partial class Log
{
    [LoggerMessage(EventName = "standalone.started", Level = LogLevel.Information,
        Message = "First answered request {Milliseconds} ms after process start, {Megabytes} MB")]
    public static partial void Started(this ILogger log, long milliseconds, long megabytes);

    [LoggerMessage(EventName = "standalone.loaded", Level = LogLevel.Information,
        Message = "Demonstration community loaded in {Milliseconds} ms, {Megabytes} MB")]
    public static partial void Loaded(this ILogger log, long milliseconds, long megabytes);

    [LoggerMessage(EventName = "standalone.simulation.refused", Level = LogLevel.Warning,
        Message = "Simulation: {Path} answered {Status} {Problem}")]
    public static partial void SimulationRefused(this ILogger log, string path, int status, string problem);

    [LoggerMessage(EventName = "standalone.simulation.waits", Level = LogLevel.Information,
        Message = "Simulation: a service does not answer ({Reason}); it looks again")]
    public static partial void SimulationWaits(this ILogger log, string reason);

    [LoggerMessage(EventName = "standalone.failed", Level = LogLevel.Error, Message = "The demonstration stopped")]
    public static partial void DemonstrationFailed(this ILogger log, Exception failure);
}
