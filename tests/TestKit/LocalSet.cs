using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using FiveSocieties.Standalone;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Apart;

/// <summary>Everything apart, by <c>deploy/local.sh</c>; it ends with this process, in whatever way that ends.</summary>
internal sealed class LocalSet : IAsyncDisposable
{
    // Holds the other end of a pipe to us, and tells the script when the pipe closes.
    private const string Guard = """
        bash deploy/local.sh "$@" </dev/null &
        while kill -0 $! 2>/dev/null; do
          read -r -t 1 _
          [ $? -gt 128 ] || break
        done
        kill -TERM $! 2>/dev/null
        wait $!
        """;

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly string folder;
    private readonly HttpClient http;

    private LocalSet(string folder, int port, int replicas)
    {
        this.folder = folder;
        string[] arguments =
        [
            "-c", Guard, "guard", "--keep", folder, "--port", $"{port}", "--replicas", $"{replicas}", "--no-build",
            "--configuration", Built,
        ];
        process = new()
        {
            StartInfo = new("bash", arguments)
            {
                WorkingDirectory = Root,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        http = new() { BaseAddress = new($"http://127.0.0.1:{port}") };
    }

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as these tests.</summary>
    public static string Built { get; } =
        typeof(LocalSet).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private string Said => string.Join('\n', lines);

    /// <summary>Starts it over the data in the folder, waits until it greets, and signs in.</summary>
    public static async Task<LocalSet> Start(string folder, int replicas)
    {
        var set = new LocalSet(folder, FreePort.Find(), replicas);
        await Patiently.Until("the set greets", () => set.process.HasExited
            ? throw new InvalidOperationException($"It ended with {set.process.ExitCode}:\n{set.Said}")
            : Task.FromResult(set.lines.Any(line => line.Contains("Three calls to copy"))), TimeSpan.FromMinutes(3));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = StandaloneApp.DemoClient,
            ["client_secret"] = StandaloneApp.DemoSecret,
        });
        var token = await set.http.PostAsync("/connect/token", form).Body();
        set.http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        return set;
    }

    public Task<JsonElement> Get(string path) => http.GetAsync(path).Body();

    /// <summary>As <see cref="Get"/>; undefined while the service behind it does not answer.</summary>
    public async Task<JsonElement> TryGet(string path)
    {
        using var answer = await http.GetAsync(path);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>() : default;
    }

    public Task<JsonElement> Post(string path, object body) => http.PostAsJsonAsync(path, body).Body();

    /// <summary>kill -9 of one process; the script starts it again.</summary>
    public async Task Kill(string name)
    {
        var file = Path.Combine(folder, "run", $"{name}.pid");
        var before = await File.ReadAllTextAsync(file);
        Process.GetProcessById(int.Parse(before)).Kill();
        await Patiently.Until($"{name} runs again", async () => await File.ReadAllTextAsync(file) != before);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
        http.Dispose();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FiveSocieties.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
