using System.Diagnostics;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Benchmarks.Messages;

/// <summary>What the distributed platform uses while nothing happens: polls, sweeps, health.</summary>
public static class IdlePlatform
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>Starts <c>deploy/local.sh --empty</c> (built before, as this program is), lets it come to rest, and prints
    /// the share of one core.</summary>
    public static async Task Run(int seconds, TextWriter print)
    {
        var folder = Directory.CreateTempSubdirectory("five-idle-").FullName;
        using var script = Process.Start(new ProcessStartInfo("bash",
        [
            "deploy/local.sh", "--keep", folder, "--port", $"{FreePort.Find()}", "--empty", "--no-build",
            "--configuration", AppContext.BaseDirectory.Contains("Release") ? "Release" : "Debug",
        ])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            while (await script.StandardOutput.ReadLineAsync() is { } line && !line.Contains("is listening on"))
                await Task.Yield();
            await Task.Delay(Rest);
            var pids = Directory.GetFiles(Path.Combine(folder, "run"), "*.pid")
                .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => int.Parse(File.ReadAllText(file)));
            var before = pids.ToDictionary(one => one.Key, one => Used(one.Value));
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            var shares = pids.ToDictionary(one => one.Key, one => (Used(one.Value) - before[one.Key]) / seconds);
            foreach (var (name, share) in shares.OrderByDescending(one => one.Value))
                await print.WriteLineAsync($"  {name,-18} {share,6:0.00 %}");
            await print.WriteLineAsync($"services together    {shares.Where(one => one.Key.Contains('-')).Sum(one => one.Value),6:0.00 %} of one core");
        }
        finally
        {
            using var kill = Process.Start("kill", ["-TERM", $"{script.Id}"]);
            await script.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Seconds of processor time of a process and, for a script's group leader, its own children.</summary>
    private static double Used(int pid) => Process.GetProcesses().Where(process => IsOf(process, pid))
        .Sum(process => process.TotalProcessorTime.TotalSeconds);

    private static bool IsOf(Process process, int leader)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[^1].Split(' ')[2]) == leader;
        }
        catch (IOException)
        {
            return false; // it has ended
        }
    }
}
