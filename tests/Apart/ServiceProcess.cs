using System.Diagnostics;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Apart;

/// <summary>One program as built, from its own folder and configuration, as <c>dotnet run --project</c> starts it.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;

    public ServiceProcess(string folder, string name, params string[] settings)
    {
        var at = Path.Combine(LocalSet.Root, folder);
        string[] arguments =
            [Path.Combine(at, "bin", LocalSet.Built, "net10.0", $"FiveSocieties.{name}.dll"), .. settings];
        process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = at,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        (output, Errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>What it wrote on its error stream, once it has ended.</summary>
    public Task<string> Errors { get; }

    /// <summary>All that it wrote, once it has ended.</summary>
    public async Task<string> Said() => await output + await Errors;

    /// <summary>Waits until the address answers with success.</summary>
    public Task Answers(Uri address) => Patiently.Until("it answers", async () =>
    {
        if (process.HasExited)
            throw new InvalidOperationException(await Said());
        using var http = new HttpClient();
        try
        {
            return (await http.GetAsync(address)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, TimeSpan.FromSeconds(60));

    /// <summary>SIGTERM.</summary>
    public async Task Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>The exit code, waited for.</summary>
    public async Task<int> Ends()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
