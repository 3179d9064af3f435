using System.Diagnostics;
using System.Globalization;
using FiveSocieties.Events;

namespace FiveSocieties.Scenarios;

/// <summary>The platform's time, as its answers tell it: in a trial it runs faster than the machine's.</summary>
public sealed class PlatformTime
{
    private const string Header = "Trial-Clock";

    private readonly Lock learning = new();
    private DateTimeOffset? known;
    private long stamp;

    /// <summary>Seconds that pass on the platform for each of the machine's.</summary>
    public double Speed { get; private set; } = 1;

    /// <summary>Whether it is a trial.</summary>
    public bool IsFast => Speed > 1;

    /// <summary>Now, UTC.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (learning)
                return known is { } at ? at + (Stopwatch.GetElapsedTime(stamp) * Speed) : DateTimeOffset.UtcNow;
        }
    }

    /// <summary>Now, in the community's time.</summary>
    public DateTimeOffset Local => Now.ToOffset(Slot.Offset);

    /// <summary>So long by the platform's clock, waited for by the machine's.</summary>
    public TimeSpan Real(TimeSpan platform) => platform / Speed;

    /// <summary>
    /// Learns from one answer and returns the platform's time as it was sent. The answer that came fastest knows best:
    /// what is known never goes back.
    /// </summary>
    internal DateTimeOffset Learn(HttpResponseMessage heard)
    {
        if (!heard.Headers.TryGetValues(Header, out var values)
            || values.First().Split("; speed=") is not [var instant, var speed])
            return Now;
        var at = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        lock (learning)
        {
            Speed = double.Parse(speed, CultureInfo.InvariantCulture);
            if (known is not { } before || at > before + (Stopwatch.GetElapsedTime(stamp) * Speed))
                (known, stamp) = (at, Stopwatch.GetTimestamp());
        }

        return at;
    }
}
