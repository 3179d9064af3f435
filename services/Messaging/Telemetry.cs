using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FiveSocieties.Messaging;

/// <summary>What an operator watches; the one name serves the trace source and the meter.</summary>
public static class Telemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "FiveSocieties.Messaging";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Duplicates = Meter.CreateCounter<long>(
        "messaging.inbox.duplicates", "{message}", "Messages that came again and were dropped");

    internal static readonly Gauge<long> Depth = Meter.CreateGauge<long>(
        "messaging.outbox.depth", "{message}", "Messages that are due and not yet safe");

    internal static readonly Gauge<double> OldestAge = Meter.CreateGauge<double>(
        "messaging.outbox.oldest_age", "s", "How long the oldest of them has been due");

    internal static readonly Gauge<long> Parked = Meter.CreateGauge<long>(
        "messaging.parked", "{message}", "Messages and deliveries given up on");

    internal static readonly Gauge<long> Unheard = Meter.CreateGauge<long>(
        "messaging.unheard", "{message}", "Messages that nobody is bound to");
}
