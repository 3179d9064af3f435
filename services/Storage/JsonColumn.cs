using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FiveSocieties.Storage;

/// <summary>A short list that is always read and written whole.</summary>
public sealed class JsonColumn<T>() : ValueConverter<IReadOnlyList<T>, string>(
    list => JsonSerializer.Serialize(list, JsonSerializerOptions.Web),
    text => JsonSerializer.Deserialize<List<T>>(text, JsonSerializerOptions.Web)!);

/// <summary>A small record that is always read and written whole.</summary>
public sealed class JsonRecord<T>() : ValueConverter<T, string>(
    record => JsonSerializer.Serialize(record, JsonSerializerOptions.Web),
    text => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!);

/// <summary>Two lists are the same when their entries are.</summary>
public sealed class JsonCompare<T>() : ValueComparer<IReadOnlyList<T>>(
    (one, other) => one == other || (one != null && other != null && one.SequenceEqual(other)),
    list => list.Aggregate(0, (hash, entry) => HashCode.Combine(hash, entry)));
