using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FiveSocieties.Events;

/// <summary>A part of the day in the community's time (Asia/Shanghai).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DayPart>))]
public enum DayPart
{
    /// <summary>06:00 to 11:00.</summary>
    Morning,

    /// <summary>11:00 to 14:00.</summary>
    Midday,

    /// <summary>14:00 to 18:00.</summary>
    Afternoon,

    /// <summary>18:00 to 22:00.</summary>
    Evening,

    /// <summary>22:00 to 06:00 of the next day.</summary>
    Night,
}

/// <summary>
/// When help is needed or given: a date and a part of the day. Slots partition time, so two different slots never
/// overlap. Written <c>2026-11-24/morning</c>.
/// </summary>
/// <param name="Date">The day, in Asia/Shanghai.</param>
/// <param name="Part">The part of that day.</param>
[JsonConverter(typeof(SlotJson))]
public readonly record struct Slot(DateOnly Date, DayPart Part) : IComparable<Slot>
{
    /// <summary>China has kept one time without daylight saving since 1991.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private static readonly int[] Hours = [6, 11, 14, 18, 22, 30];

    /// <summary>Days since 0001-01-01 times five plus the part: counts slots without a gap. Used on the gRPC wire.</summary>
    public int Number => Date.DayNumber * 5 + (int)Part;

    /// <summary>Bit of this slot in a weekly availability: Monday morning is bit 0, Sunday night bit 34.</summary>
    public int WeekBit => ((int)Date.DayOfWeek + 6) % 7 * 5 + (int)Part;

    /// <summary>The first instant of the slot, UTC.</summary>
    public DateTimeOffset Starts => At(Hours[(int)Part]);

    /// <summary>The first instant after the slot, UTC.</summary>
    public DateTimeOffset Ends => At(Hours[(int)Part + 1]);

    /// <summary>The slot with this <see cref="Number"/>.</summary>
    public static Slot FromNumber(int number) => new(DateOnly.FromDayNumber(number / 5), (DayPart)(number % 5));

    /// <summary>The slot that contains this instant.</summary>
    public static Slot Of(DateTimeOffset instant)
    {
        var local = instant.ToOffset(Offset);
        var date = DateOnly.FromDateTime(local.DateTime);
        if (local.Hour < Hours[0])
            return new(date.AddDays(-1), DayPart.Night);
        return new(date, (DayPart)(Array.FindLastIndex(Hours, hour => hour <= local.Hour)));
    }

    /// <summary>Reads <c>2026-11-24/morning</c>.</summary>
    public static bool TryParse(string? text, out Slot slot)
    {
        slot = default;
        var cut = text?.IndexOf('/') ?? -1;
        if (cut < 0
            || !DateOnly.TryParseExact(text![..cut], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || char.IsDigit(text.AsSpan(cut + 1) is [var first, ..] ? first : default)
            || !Enum.TryParse<DayPart>(text[(cut + 1)..], ignoreCase: true, out var part)
            || !Enum.IsDefined(part))
            return false;
        slot = new(date, part);
        return true;
    }

    /// <summary>Earlier.</summary>
    public static bool operator <(Slot left, Slot right) => left.Number < right.Number;

    /// <summary>Later.</summary>
    public static bool operator >(Slot left, Slot right) => left.Number > right.Number;

    /// <summary>Not later.</summary>
    public static bool operator <=(Slot left, Slot right) => left.Number <= right.Number;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(Slot left, Slot right) => left.Number >= right.Number;

    /// <inheritdoc/>
    public int CompareTo(Slot other) => Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/{Part.ToString().ToLowerInvariant()}";

    private DateTimeOffset At(int hour) =>
        new DateTimeOffset(Date.ToDateTime(TimeOnly.MinValue), Offset).AddHours(hour).ToUniversalTime();
}

/// <summary>Writes a slot as the text a person would write.</summary>
public sealed class SlotJson : JsonConverter<Slot>
{
    /// <inheritdoc/>
    public override Slot Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Slot.TryParse(reader.GetString(), out var slot)
            ? slot
            : throw new JsonException("A slot is written like 2026-11-24/morning.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Slot value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
