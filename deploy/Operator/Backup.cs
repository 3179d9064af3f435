using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace FiveSocieties.Operator;

/// <summary>Copies everything as it was at one moment, beside the running platform: whole, or not at all.</summary>
internal static class Backup
{
    public static async Task Make(Order order, Places _, TextWriter output)
    {
        var to = Path.GetFullPath(order.Settings["to"] ?? throw new OrderException("Say where: --to DIR."));
        await using var form = Forms.Of(order);
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

        await form.Copy(unfinished);
        var files = Directory.GetFiles(unfinished).Order(StringComparer.Ordinal).Select(Copied.Of).ToList();
        await File.WriteAllTextAsync(
            Path.Combine(unfinished, BackupContents.File),
            JsonSerializer.Serialize(new BackupContents(at, files, form.Name)));
        Directory.Move(unfinished, to);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{files.Count} files, {files.Sum(x => x.Bytes):N0} bytes, begun at {at:O}: {to}"));
    }
}

/// <summary>A whole backup.</summary>
/// <param name="At">When it was begun; all that was acknowledged before is in it.</param>
/// <param name="Files">All of them.</param>
/// <param name="Form">Of what it is.</param>
internal sealed record BackupContents(
    DateTimeOffset At, IReadOnlyList<Copied> Files, string Form = BackupContents.Standalone)
{
    /// <summary>What a backup says of itself; it is written last.</summary>
    public const string File = "backup.json";

    /// <summary>Files of one folder.</summary>
    public const string Standalone = "Standalone";

    /// <summary>Dumps of databases, and what the broker alone had.</summary>
    public const string Distributed = "Distributed";
}

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
