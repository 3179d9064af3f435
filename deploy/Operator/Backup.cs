using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace FiveSocieties.Operator;

/// <summary>Copies all databases as they were at one moment, beside the running platform.</summary>
internal static class Backup
{
    /// <summary>What a backup says of itself; it is written last.</summary>
    public const string Contents = "backup.json";

    /// <summary>Files of a data folder that are not databases and go with them.</summary>
    public static readonly string[] Keys = ["keys.json", "internal.secret"];

    public static async Task Make(Order order, Places places, TextWriter output)
    {
        var to = Path.GetFullPath(order.Settings["to"] ?? throw new OrderException("Say where: --to DIR."));
        var data = order.Settings["Data"] ?? throw new OrderException("Say of what: --data DIR.");
        if (order.Settings["service"] is not null)
            throw new OrderException("A backup is of all services: one alone would contradict the others.");
        if (Directory.Exists(to))
            throw new OrderException($"There is a '{to}' already: a backup is never overwritten.");
        var at = DateTimeOffset.UtcNow;
        var unfinished = Directory.CreateDirectory(to + ".unfinished").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var left in Directory.GetFiles(unfinished))
            File.Delete(left);

        using (var cut = new Cut([.. places.Databases.Select(x => x.File!)]))
            cut.Copy(unfinished);
        foreach (var key in Keys.Where(key => File.Exists(Path.Combine(data, key))))
            File.Copy(Path.Combine(data, key), Path.Combine(unfinished, key));
        var files = Directory.GetFiles(unfinished).Order(StringComparer.Ordinal).Select(Copied.Of).ToList();
        await File.WriteAllTextAsync(
            Path.Combine(unfinished, Contents), JsonSerializer.Serialize(new BackupContents(at, files)));
        Directory.Move(unfinished, to);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{files.Count} files, {files.Sum(x => x.Bytes):N0} bytes, as of {at:O}: {to}"));
    }
}

/// <summary>A whole backup.</summary>
/// <param name="At">The one moment.</param>
/// <param name="Files">All of them.</param>
internal sealed record BackupContents(DateTimeOffset At, IReadOnlyList<Copied> Files);

/// <summary>One file of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its digest, hexadecimal.</param>
internal sealed record Copied(string Name, long Bytes, string Sha256)
{
    public static Copied Of(string file)
    {
        using var read = File.OpenRead(file);
        return new(Path.GetFileName(file), read.Length, Convert.ToHexString(SHA256.HashData(read)));
    }
}
