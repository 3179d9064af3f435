using System.Text.Json;

namespace FiveSocieties.Operator;

/// <summary>Puts a backup where a data folder was. What stood there is set aside, never deleted.</summary>
internal static class Restore
{
    public static async Task Bring(Order order, Places _, TextWriter output)
    {
        var from = order.Settings["from"] ?? throw new OrderException("Say from where: --from DIR.");
        var data = order.Settings["Data"] ?? throw new OrderException("Say where to: --data DIR.");
        var contents = await Whole(from);
        Directory.CreateDirectory(data);
        using var alone = new Alone(data, contents.Files.Select(x => x.Name));

        foreach (var file in contents.Files)
            File.Copy(Path.Combine(from, file.Name), Path.Combine(data, file.Name + ".restoring"), overwrite: true);
        var aside = Directory.CreateDirectory(
            Path.Combine(data, $"before-{DateTimeOffset.UtcNow:yyyyMMdd-HHmmss}")).FullName;
        foreach (var old in Directory.GetFiles(data).Where(IsOfAPlatform))
            File.Move(old, Path.Combine(aside, Path.GetFileName(old)));
        foreach (var file in contents.Files)
            File.Move(Path.Combine(data, file.Name + ".restoring"), Path.Combine(data, file.Name));
        if (Directory.GetFiles(aside) is [])
            Directory.Delete(aside);
        await output.WriteLineAsync(
            $"{contents.Files.Count} files as of {contents.At:O} are in '{data}'; what was there stands in '{aside}'.");
    }

    /// <summary>All or nothing: a backup that is not as it was made is not begun with.</summary>
    private static async Task<BackupContents> Whole(string folder)
    {
        var list = Path.Combine(folder, Backup.Contents);
        if (!File.Exists(list))
            throw new OrderException($"'{folder}' is no whole backup: it has no {Backup.Contents}.");
        var contents = JsonSerializer.Deserialize<BackupContents>(await File.ReadAllTextAsync(list))!;
        foreach (var file in contents.Files)
        {
            var path = Path.Combine(folder, file.Name);
            if (!File.Exists(path) || Copied.Of(path) != file)
                throw new OrderException($"'{path}' is not as it was when the backup was made.");
        }

        return contents;
    }

    /// <summary>Databases with what SQLite keeps beside them, and keys.</summary>
    private static bool IsOfAPlatform(string file) => Backup.Keys.Contains(Path.GetFileName(file))
        || file.EndsWith(".db", StringComparison.Ordinal) || file.EndsWith(".db-wal", StringComparison.Ordinal)
        || file.EndsWith(".db-shm", StringComparison.Ordinal);

    /// <summary>Holds each database as a running platform does: none runs meanwhile, none can start.</summary>
    private sealed class Alone : IDisposable
    {
        private readonly List<FileStream> held = [];

        public Alone(string data, IEnumerable<string> names)
        {
            try
            {
                foreach (var name in names.Where(name => name.EndsWith(".db", StringComparison.Ordinal)))
                    held.Add(new(
                        Path.Combine(data, name + ".lock"),
                        FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                Dispose();
                throw new OrderException($"The platform in '{data}' is running: end it first.");
            }
        }

        public void Dispose() => held.ForEach(stream => stream.Dispose());
    }
}
