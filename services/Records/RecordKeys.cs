using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Records;

/// <summary>
/// The keys of the records room, section <c>Records</c>: base64 of 32 random bytes each. Every service of one
/// installation shares <see cref="PersonKey"/>, or one person has two references. A lost encryption key is lost
/// records.
/// </summary>
public sealed class RecordKeys
{
    internal const string Section = "Records";
    internal const int Size = 32;

    /// <summary>The one encryption key of an installation that never rotated; its id is <c>k1</c>.</summary>
    public string? EncryptionKey { get; set; }

    /// <summary>Encryption keys by id, for rotation: old ones open, <see cref="Current"/> closes.</summary>
    public Dictionary<string, string> EncryptionKeys { get; set; } = [];

    /// <summary>The id of the key that seals new values; may be left out when there is only one.</summary>
    public string? Current { get; set; }

    /// <summary>The key of blind indexes. It cannot rotate without writing every index again.</summary>
    public string? IndexKey { get; set; }

    /// <summary>The key of person references. It never rotates: references stand in other services' rows.</summary>
    public string? PersonKey { get; set; }

    internal bool IsEmpty =>
        EncryptionKey is null && EncryptionKeys.Count == 0 && IndexKey is null && PersonKey is null;

    internal Dictionary<string, string> AllEncryptionKeys() =>
        EncryptionKey is null ? EncryptionKeys : new(EncryptionKeys) { ["k1"] = EncryptionKey };

    internal string? CurrentId() =>
        Current ?? (AllEncryptionKeys() is { Count: 1 } all ? all.Keys.Single() : null);

    internal static byte[] Bytes(string key) => Convert.FromBase64String(key);
}

/// <summary>Refuses keys that are absent, short or used twice, before the first request is served.</summary>
internal sealed partial class RecordKeysCheck : IValidateOptions<RecordKeys>
{
    private const string Remedy = "give base64 of 32 random bytes (openssl rand -base64 32)";

    public ValidateOptionsResult Validate(string? name, RecordKeys keys) =>
        Complaint(keys) is { } complaint ? ValidateOptionsResult.Fail(complaint) : ValidateOptionsResult.Success;

    private static string? Complaint(RecordKeys keys)
    {
        var all = keys.AllEncryptionKeys();
        if (all.Count == 0)
            return $"Records:EncryptionKey is missing: {Remedy}, or set Data to a folder to have keys made there.";
        if (keys.EncryptionKey is not null && keys.EncryptionKeys.ContainsKey("k1"))
            return "Records:EncryptionKey and Records:EncryptionKeys:k1 are the same place: keep one of them.";
        if (all.Keys.FirstOrDefault(id => !KeyId().IsMatch(id)) is { } odd)
            return $"Records:EncryptionKeys has the id '{odd}': use 1 to 16 letters, digits, '-' or '_'.";
        if (keys.CurrentId() is not { } current || !all.ContainsKey(current))
            return "Records:Current must name one of Records:EncryptionKeys.";

        var named = all.Select(key => (Name: key.Key == "k1" && keys.EncryptionKey is not null
                ? "EncryptionKey" : $"EncryptionKeys:{key.Key}", Text: (string?)key.Value))
            .Append((Name: nameof(keys.IndexKey), Text: keys.IndexKey))
            .Append((Name: nameof(keys.PersonKey), Text: keys.PersonKey))
            .ToList();
        if (named.FirstOrDefault(key => !IsKey(key.Text)) is { Name: { } bad } broken)
            return $"Records:{bad} is {(broken.Text is null ? "missing" : "not 32 bytes in base64")}: {Remedy}.";
        return named.DistinctBy(key => key.Text).Count() < named.Count
            ? "Records: each key must differ from the others." : null;
    }

    private static bool IsKey(string? text)
    {
        Span<byte> bytes = stackalloc byte[RecordKeys.Size + 3];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var size) && size == RecordKeys.Size;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyId();
}
