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
        using var process = new ServiceProcess(folder, name, name == "Gateway"
            ? [$"--Urls=http://127.0.0.1:{port}"]
            :
            [
                $"--Kestrel:Endpoints:Http:Url=http://127.0.0.1:{port}", $"--Data={data}",
                $"--Kestrel:Endpoints:Grpc:Url=http://127.0.0.1:{FreePort.Find()}",
                "--RabbitMQ:Uri=amqp://127.0.0.1:9", "--Identity:ClientSecret=secret",
            ]);
        await process.Answers(new($"http://127.0.0.1:{port}/health/live"));
    }

    [Theory]
    [InlineData("Community", "ConnectionStrings:Community is not set", "--Database=PostgreSQL")]
    [InlineData("Community", "Records:EncryptionKey is missing", "--Database=PostgreSQL", "--ConnectionStrings:Community=Host=127.0.0.1")]
    [InlineData("Insights", "RabbitMQ:Uri is not set", "--RabbitMQ:Uri=")]
    [InlineData("Matching", "Services:SocialWork is not set", "--Identity:ClientSecret=secret", "--Services:SocialWork=")]
    [InlineData("Volunteers", "Identity:ClientSecret is not set")]
    public async Task What_is_missing_is_one_sentence_and_exit_code_1(string name, string sentence, params string[] settings)
    {
        using var process = new ServiceProcess($"services/{name}", name, settings);
        Assert.Equal(1, await process.Ends());
        var said = await process.Errors;
        Assert.StartsWith(sentence, said);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
