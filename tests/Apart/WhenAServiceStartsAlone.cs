using System.Diagnostics;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Apart;

/// <summary>
/// From its own folder and configuration, as <c>dotnet run --project</c> starts it: one with gRPC, one without a database,
/// the issuer, the gateway. The others are configured alike, and start in <see cref="WhenServicesAreApart"/>.
/// </summary>
public sealed class WhenAServiceStartsAlone : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("five-alone-").FullName;

    public static readonly TheoryData<string, string> Programs = new()
    {
        { "services/Community", "Community" },
        { "services/Matching", "Matching" },
        { "services/Partners", "Partners" },
        { "gateway", "Gateway" },
    };

    public void Dispose() => Directory.Delete(data, recursive: true);

    /// <summary>Nothing else is there: no broker, no issuer, no other service.</summary>
    [Theory]
    [MemberData(nameof(Programs))]
    public async Task It_lives_with_what_its_settings_say(string folder, string name)
    {
        var port = FreePort.Find();
        using var process = Run(folder, name, name == "Gateway"
            ? [$"--Urls=http://127.0.0.1:{port}"]
            :
            [
                $"--Kestrel:Endpoints:Http:Url=http://127.0.0.1:{port}", $"--Data={data}",
                $"--Kestrel:Endpoints:Grpc:Url=http://127.0.0.1:{FreePort.Find()}",
                "--RabbitMQ:Uri=amqp://127.0.0.1:9", "--Identity:ClientSecret=secret",
            ]);
        using var http = new HttpClient();
        await Patiently.Until("it answers", async () =>
        {
            if (process.HasExited)
                throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
            try
            {
                return (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/live"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, TimeSpan.FromSeconds(60));
        process.Kill();
        await process.WaitForExitAsync();
    }

    [Theory]
    [InlineData("Community", "ConnectionStrings:Community is not set", "--Database=PostgreSQL")]
    [InlineData("Community", "Records:EncryptionKey is missing", "--Database=PostgreSQL", "--ConnectionStrings:Community=Host=127.0.0.1")]
    [InlineData("Insights", "RabbitMQ:Uri is not set", "--RabbitMQ:Uri=")]
    [InlineData("Matching", "Services:SocialWork is not set", "--Identity:ClientSecret=secret", "--Services:SocialWork=")]
    [InlineData("Volunteers", "Identity:ClientSecret is not set")]
    public async Task What_is_missing_is_one_sentence_and_exit_code_1(string name, string sentence, params string[] settings)
    {
        using var process = Run($"services/{name}", name, settings);
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith(sentence, said);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Process Run(string folder, string name, params string[] settings)
    {
        var at = Path.Combine(LocalSet.Root, folder);
        string[] arguments =
            [Path.Combine(at, "bin", LocalSet.Built, "net10.0", $"FiveSocieties.{name}.dll"), .. settings];
        return Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = at,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
