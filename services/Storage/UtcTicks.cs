using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FiveSocieties.Storage;

/// <summary>A time as its UTC ticks: SQLite can order and compare them, and each engine keeps the same.</summary>
public sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
    time => time.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
