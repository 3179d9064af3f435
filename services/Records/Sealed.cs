using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FiveSocieties.Records;

/// <summary>
/// A column of personal data as it stands in the database: ciphertext. It is made by <see cref="Seal.Close"/> and read
/// only by <see cref="Seal.Open"/>, so that every reading shows in the code; printed or logged it says no more than
/// "sealed", and it refuses to become JSON.
/// </summary>
[DebuggerDisplay("sealed")]
[JsonConverter(typeof(NeverJson))]
public sealed record Sealed
{
    internal Sealed(string text) => Text = text;

    internal string Text { get; }

    public override string ToString() => "sealed";

    private sealed class NeverJson : JsonConverter<Sealed>
    {
        public override Sealed Read(
            ref System.Text.Json.Utf8JsonReader reader, Type type, System.Text.Json.JsonSerializerOptions options) =>
            throw new NotSupportedException("A sealed value is not read from JSON: close it with its purpose.");

        public override void Write(
            System.Text.Json.Utf8JsonWriter writer, Sealed value, System.Text.Json.JsonSerializerOptions options) =>
            throw new NotSupportedException("A sealed value does not become JSON: open it with its purpose.");
    }
}

/// <summary>
/// Stores <see cref="Sealed"/> properties as text; holds no key, so EF Core may cache the model freely.
/// </summary>
public sealed class SealedColumn() : ValueConverter<Sealed, string>(value => value.Text, text => new Sealed(text));

/// <summary>Teaches a database to store <see cref="Sealed"/>.</summary>
public static class SealedColumns
{
    /// <summary>
    /// Call it in <c>ConfigureConventions</c>: every property of type <see cref="Sealed"/> becomes text.
    /// </summary>
    public static void AddSealedColumns(this ModelConfigurationBuilder configuration) =>
        configuration.Properties<Sealed>().HaveConversion<SealedColumn>();
}
