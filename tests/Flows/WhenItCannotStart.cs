using System.Net;
using System.Net.Sockets;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Flows;

/// <summary>One clear sentence and exit code 1.</summary>
public sealed class WhenItCannotStart : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("five-start-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_port_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var process = new StandaloneProcess(
            new Uri($"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"), "--data", folder, "--empty");
        Assert.Equal(1, await process.Ends());
        AssertOneSentence(process.Said, "address already in use");
    }

    [Fact]
    public async Task The_folder_cannot_be_written()
    {
        var file = Path.Combine(folder, "a-file");
        await File.WriteAllTextAsync(file, "");
        using var process = new StandaloneProcess(null, "--data", Path.Combine(file, "below"));
        Assert.Equal(1, await process.Ends());
        AssertOneSentence(process.Said, "cannot be written");
    }

    [Fact]
    public async Task A_database_is_corrupt()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "community.db"), new string('x', 10_000));
        using var process = new StandaloneProcess(
            new Uri($"http://127.0.0.1:{FreePort.Find()}"), "--data", folder, "--empty");
        Assert.Equal(1, await process.Ends());
        AssertOneSentence(process.Said, "community.db");
    }

    [Fact]
    public async Task Another_process_has_the_data()
    {
        using var first = new StandaloneProcess(new Uri($"http://127.0.0.1:{FreePort.Find()}"), "--data", folder);
        await first.Ready();
        using var second = new StandaloneProcess(new Uri($"http://127.0.0.1:{FreePort.Find()}"), "--data", folder);
        Assert.Equal(1, await second.Ends());
        AssertOneSentence(second.Said, "in use by another process");
    }

    [Fact]
    public async Task An_argument_is_not_understood()
    {
        using var process = new StandaloneProcess(null, "--colour", "red");
        Assert.Equal(1, await process.Ends());
        AssertOneSentence(process.Said, "--colour");
    }

    private static void AssertOneSentence(string said, string part)
    {
        Assert.Contains(part, said, StringComparison.OrdinalIgnoreCase);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
