using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FiveSocieties.Tests.TestKit;

/// <summary>Everything apart, by <c>deploy/local.sh</c>; it ends with this process, in whatever way that ends.</summary>
public sealed class LocalSet : IAsyncDisposable
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

    private LocalSet(string folder, int port, int replicas, string[] options)
    {
        this.folder = folder;
        string[] arguments =
        [
            "-c", Guard, "guard", "--keep", folder, "--port", $"{port}", "--replicas", $"{replicas}", "--no-build",
            "--configuration", Built, .. options,
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
        Address = new($"http://127.0.0.1:{port}");
        http = new() { BaseAddress = Address };
    }

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as these tests.</summary>
    public static string Built { get; } =
        typeof(LocalSet).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The gateway.</summary>
    public Uri Address { get; }

    /// <summary>All that can be killed, by name: <c>SocialWork-1</c>, <c>gateway</c>, <c>rabbitmq</c>, <c>postgres</c>.</summary>
    public IReadOnlyList<string> Processes =>
    [
        .. Directory.GetFiles(Path.Combine(folder, "run"), "*.pid").Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name != "demonstration").Order(StringComparer.Ordinal),
    ];

    private string Said => string.Join('\n', lines);

    /// <summary>Starts it over the data in the folder, waits until it greets, and signs in.</summary>
    public static async Task<LocalSet> Start(string folder, int replicas, params string[] options)
    {
        var set = new LocalSet(folder, FreePort.Find(), replicas, options);
        var greeting = options.Contains("--empty") ? "demonstration client" : "Three calls to copy";
        await Patiently.Until("the set greets", () => set.process.HasExited
            ? throw new InvalidOperationException($"It ended with {set.process.ExitCode}:\n{set.Said}")
            : Task.FromResult(set.lines.Any(line => line.Contains(greeting))), TimeSpan.FromMinutes(5));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "demo",
            ["client_secret"] = "demo-only",
        });
        var token = await set.http.PostAsync("/connect/token", form).Body();
        set.http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        return set;
    }

    public Task<JsonElement> Get(string path) => http.GetAsync(path).Body();

    /// <summary>As <see cref="Get"/>; undefined while the service behind it does not answer.</summary>
    public Task<JsonElement> TryGet(string path) => http.GetAsync(path).TryBody();

    public async Task<int> Status(string path)
    {
        using var answer = await http.GetAsync(path);
        return (int)answer.StatusCode;
    }

    public Task<JsonElement> Post(string path, object body) => http.PostAsJsonAsync(path, body).Body();

    /// <summary>kill -9 of one process and its children; the script starts it again.</summary>
    public async Task Kill(string name)
    {
        var before = await PidOf(name);
        await Patiently.Until($"{name} runs again", async () =>
        {
            await Signal("KILL", before);
            return await PidOf(name) != before;
        }, TimeSpan.FromMinutes(2));
    }

    /// <summary>SIGTERM, as Kubernetes sends it, waited for; the script starts it again, and it is ready. The exit code.</summary>
    public async Task<int> Restart(string name)
    {
        var (before, known) = (await PidOf(name), lines.Count);
        await Signal("TERM", before);
        var ended = new Regex($@"^{name} has ended \((\d+)\)");
        var code = await Patiently.Get(
            $"{name} ends", () => Task.FromResult(lines.Skip(known).Select(line => ended.Match(line))
                .FirstOrDefault(match => match.Success)), TimeSpan.FromMinutes(1));
        var address = new Uri(await File.ReadAllTextAsync(Path.Combine(folder, "run", $"{name}.url")));
        await Patiently.Until($"{name} is ready", () => IsReady(address), TimeSpan.FromMinutes(2));
        return int.Parse(code.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>kill -9; it is not started again before the time is over.</summary>
    public async Task TakeAway(string name, TimeSpan time, CancellationToken cancel = default)
    {
        var hold = Path.Combine(folder, "run", $"{name}.hold");
        await File.WriteAllTextAsync(hold, "", cancel);
        await Kill(name);
        await Task.Delay(time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        File.Delete(hold);
    }

    /// <summary>SIGSTOP, and SIGCONT when the time is over.</summary>
    public async Task Freeze(string name, TimeSpan time, CancellationToken cancel = default)
    {
        var pid = await PidOf(name);
        await Signal("STOP", pid);
        await Task.Delay(time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Signal("CONT", pid);
    }

    /// <summary>What an operator has to know to look at it.</summary>
    public IReadOnlyDictionary<string, string> Settings => File.ReadAllLines(Path.Combine(folder, "run", "settings"))
        .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The process id of one of <see cref="Processes"/>.</summary>
    public int IdOf(string name) => int.Parse(
        File.ReadAllText(Path.Combine(folder, "run", $"{name}.pid")), CultureInfo.InvariantCulture);

    private async Task<bool> IsReady(Uri service)
    {
        try
        {
            return (await http.GetStringAsync(new Uri(service, "health/ready"))).Contains("\"Healthy\"");
        }
        catch (HttpRequestException)
        {
            return false; // not yet
        }
    }

    private Task<string> PidOf(string name) => File.ReadAllTextAsync(Path.Combine(folder, "run", $"{name}.pid"));

    /// <summary>To the whole group.</summary>
    private static async Task Signal(string signal, string pid)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", "--", $"-{pid.Trim()}"])
        {
            RedirectStandardError = true, // it may be gone already
        })!;
        await kill.WaitForExitAsync();
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
