using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Standalone;

/// <summary>
/// The clock of a trial, kept in its data folder: whatever ends the process, the next start goes on in the same time.
/// </summary>
/// <param name="Speed">Seconds that pass on the platform for each of the machine's.</param>
/// <param name="Since">An instant of the machine's clock …</param>
/// <param name="At">… and the platform's at the same moment.</param>
public sealed record KeptClock(double Speed, DateTimeOffset Since, DateTimeOffset At)
{
    private const string File = "clock.json";

    /// <summary>The clock of the folder; null when it is the machine's.</summary>
    /// <param name="folder">Data folder.</param>
    /// <param name="speed">As asked for; a folder that has a clock keeps it when nothing is asked.</param>
    /// <param name="now">The machine's time.</param>
    public static KeptClock? Of(string folder, double? speed, DateTimeOffset now)
    {
        var path = Path.Combine(folder, File);
        var kept = System.IO.File.Exists(path)
            ? JsonSerializer.Deserialize<KeptClock>(System.IO.File.ReadAllText(path), JsonSerializerOptions.Web)
            : null;
        if (speed is not { } wanted || wanted == kept?.Speed)
            return kept;
        if (kept is null && wanted == 1)
            return null;
        var at = kept is null ? Monday(now) : new TrialClock(kept.Speed, kept.Since, kept.At).GetUtcNow();
        kept = new(wanted, now, at);
        System.IO.File.WriteAllText(path, JsonSerializer.Serialize(kept, JsonSerializerOptions.Web));
        return kept;
    }

    /// <summary>The next Monday at midnight, Asia/Shanghai: a trial begins with a work day.</summary>
    private static DateTimeOffset Monday(DateTimeOffset now)
    {
        var today = now.ToOffset(Slot.Offset).Date;
        var days = (((int)DayOfWeek.Monday - (int)today.DayOfWeek + 6) % 7) + 1;
        return new DateTimeOffset(today.AddDays(days), Slot.Offset).ToUniversalTime();
    }
}
