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

    // Several services, even processes, may start at once over one folder. The lock is the operating system's, so a
    // crash frees it; the file appears whole by rename, so a reader needs no lock.
    private static void MakeOnce(string folder, string path)
    {
        Directory.CreateDirectory(folder);
        using var taken = Lock(path + ".lock");
        if (File.Exists(path))
            return;
        var draft = path + ".new";
        File.Delete(draft);
        using (var file = new FileStream(draft, Private(FileMode.CreateNew)))
        {
            JsonSerializer.Serialize(file, New(), Json);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }

    private static FileStream Lock(string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path, Private(FileMode.OpenOrCreate));
            }
            catch (IOException) when (tries < 400)
            {
                Thread.Sleep(25);
            }
        }
    }

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
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
