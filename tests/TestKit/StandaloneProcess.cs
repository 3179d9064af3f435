using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;

namespace FiveSocieties.Tests.TestKit;

/// <summary>
/// The platform in a process of its own, started as a stranger would, and ended as no one should. The project that uses
/// it references <c>deploy/Standalone</c>, so that the program lies beside the test.
/// </summary>
public sealed class StandaloneProcess : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    public StandaloneProcess(Uri? address, params string[] arguments)
        : this(new ProcessStartInfo("dotnet"), Beside("FiveSocieties.Standalone"), address, arguments)
    {
    }

    private StandaloneProcess(ProcessStartInfo start, string program, Uri? address, string[] arguments)
    {
        start = new(start.FileName, start.ArgumentList)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (address is not null)
        {
            start.ArgumentList.Add("--urls");
            start.ArgumentList.Add(address.ToString());
        }

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Http = new HttpClient { BaseAddress = address };
    }

    /// <summary>One for which the disk is full as soon as a file is that large.</summary>
    public static StandaloneProcess WithFilesUpTo(long kilobytes, Uri address, params string[] arguments) => new(
        // The runtime itself would map a large file for its own code.
        new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f {kilobytes}; export DOTNET_EnableWriteXorExecute=0; "
            + "exec dotnet \"$@\"", "full"]),
        Beside("FiveSocieties.Standalone"), address, arguments);

    /// <summary>The platform as another program runs it.</summary>
    public static StandaloneProcess Of(Assembly program, Uri address, params string[] arguments) =>
        new(new ProcessStartInfo("dotnet"), Beside(program.GetName().Name!), address, arguments);

    /// <summary>Calls as the demonstration client, once it is <see cref="Ready"/>.</summary>
    public HttpClient Http { get; }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>All that it has written so far.</summary>
    public string Said => string.Join('\n', lines);

    /// <summary>Waits for the end; the exit code.</summary>
    public async Task<int> Ends()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>Waits until it answers and the demonstration stands, then signs in.</summary>
    public async Task Ready()
    {
        await Patiently.Until("the process is ready", async () =>
        {
            if (process.HasExited)
                throw new InvalidOperationException($"It ended with {process.ExitCode}:\n{Said}");
            await Task.Yield();
            return lines.Any(line => line.Contains("Three calls to copy", StringComparison.Ordinal));
        }, TimeSpan.FromSeconds(60));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "demo",
            ["client_secret"] = "demo-only",
        });
        var token = await Http.PostAsync("/connect/token", form).Body();
        Http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
    }

    public Task<JsonElement> Get(string path) => Http.GetAsync(path).Body();

    /// <summary>As <see cref="Get"/>; undefined while it is not there.</summary>
    public Task<JsonElement> TryGet(string path) => Http.GetAsync(path).TryBody();

    public Task<JsonElement> Post(string path, object body) => Http.PostAsJsonAsync(path, body).Body();

    /// <summary>SIGSTOP, and SIGCONT when the time is over.</summary>
    public async Task Freeze(TimeSpan time, CancellationToken cancel)
    {
        await Signal("STOP");
        await Task.Delay(time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Signal("CONT");
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    private static string Beside(string program) => Path.Combine(AppContext.BaseDirectory, $"{program}.dll");

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
        Http.Dispose();
    }
}
