using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Records;

/// <summary>
/// The embedded form's own keys, <c>keys.json</c> in the data folder: made once, readable by its owner only. Copy it
/// with every backup: without it the records of the same folder cannot be opened.
/// </summary>
internal static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Load(string folder, RecordKeys into)
    {
        var path = Path.Combine(folder, "keys.json");
        if (!File.Exists(path))
            MakeOnce(folder, path);
        var keys = Read(path);
        (into.EncryptionKeys, into.Current) = (keys.AllEncryptionKeys(), keys.CurrentId());
        (into.IndexKey, into.PersonKey) = (keys.IndexKey, keys.PersonKey);
    }

    private static RecordKeys Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<RecordKeys>(file, Json) ?? new();
        }
        catch (JsonException)
        {
            throw new OptionsValidationException(RecordKeys.Section, typeof(RecordKeys),
                [$"The key file {path} is damaged: restore it from a backup, for new keys cannot open old records."]);
        }
    }

    // Several services, even processes, may start at once over one folder: each writes a draft of its own, and the first
    // whose draft takes the name has made the keys. The file appears whole, so a reader needs no lock.
    private static void MakeOnce(string folder, string path)
    {
        Directory.CreateDirectory(folder);
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(draft, Private()))
        {
            JsonSerializer.Serialize(file, New(), Json);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private static RecordKeys New() => new()
    {
        EncryptionKeys = { ["k1"] = Random() },
        Current = "k1",
        IndexKey = Random(),
        PersonKey = Random(),
    };

    private static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(RecordKeys.Size));
}
