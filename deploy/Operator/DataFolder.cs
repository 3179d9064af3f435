namespace FiveSocieties.Operator;

/// <summary>Standalone: one file for each service, and the keys beside them.</summary>
internal sealed class DataFolder(string data) : IForm
{
    private static readonly string[] Keys = ["keys.json", "internal.secret"];

    public string Name => BackupContents.Standalone;

    public Task Copy(string folder)
    {
        using (var cut = new Cut([.. Places.Files(data).Select(database => database.File!)]))
            cut.Copy(folder);
        foreach (var key in Keys.Where(key => File.Exists(Path.Combine(data, key))))
            File.Copy(Path.Combine(data, key), Path.Combine(folder, key));
        return Task.CompletedTask;
    }

    public Task<string> Bring(string from, BackupContents contents)
    {
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
        return Task.FromResult(
            $"{contents.Files.Count} files are in '{data}'; what was there stands in '{aside}'.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Databases with what SQLite keeps beside them, and keys.</summary>
    private static bool IsOfAPlatform(string file) => Keys.Contains(Path.GetFileName(file))
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
