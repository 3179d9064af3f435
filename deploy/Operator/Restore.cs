using System.Text.Json;

namespace FiveSocieties.Operator;

/// <summary>Puts a backup where a platform was. What stood there is set aside, never deleted.</summary>
internal static class Restore
{
    public static async Task Bring(Order order, Places _, TextWriter output)
    {
        var from = order.Settings["from"] ?? throw new OrderException("Say from where: --from DIR.");
        await using var form = Forms.Of(order);
        var contents = await Whole(from);
        if (contents.Form != form.Name)
            throw new OrderException($"'{from}' is a backup of the form {contents.Form}, not {form.Name}.");
        await output.WriteLineAsync($"Begun at {contents.At:O}: {await form.Bring(from, contents)}");
    }

    /// <summary>All or nothing: a backup that is not as it was made is not begun with.</summary>
    private static async Task<BackupContents> Whole(string folder)
    {
        var list = Path.Combine(folder, BackupContents.File);
        if (!File.Exists(list))
            throw new OrderException($"'{folder}' is no whole backup: it has no {BackupContents.File}.");
        var contents = JsonSerializer.Deserialize<BackupContents>(await File.ReadAllTextAsync(list))!;
        foreach (var file in contents.Files)
        {
            var path = Path.Combine(folder, file.Name);
            if (!File.Exists(path) || Copied.Of(path) != file)
                throw new OrderException($"'{path}' is not as it was when the backup was made.");
        }

        return contents;
    }
}
