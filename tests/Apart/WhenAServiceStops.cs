using System.Diagnostics;
using System.Net.Sockets;
using FiveSocieties.Tests.TestKit;
using Npgsql;

namespace FiveSocieties.Tests.Apart;

/// <summary>SIGTERM, as Kubernetes sends it, to the issuer of tokens: a service like all others.</summary>
public sealed class WhenAServiceStops
{
    [Fact]
    public async Task It_takes_nothing_new_finishes_what_it_has_and_ends()
    {
        var database = await (await RealPostgres.Shared).NewDatabase();
        var (port, settings) = await Settings(database);
        using (var migrate = new ServiceProcess("services/Partners", "Partners", [.. settings, "--migrate"]))
            Assert.Equal(0, await migrate.Ends());
        using var process = new ServiceProcess("services/Partners", "Partners", settings);
        await process.Answers(new($"http://127.0.0.1:{port}/health/ready"));
        Assert.Equal(200, await AskForAToken(port));

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var held = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE \"Clients\"", connection))
            await hold.ExecuteNonQueryAsync();
        var inHand = AskForAToken(port);
        await Task.Delay(TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();
        await process.Stop();
        await Patiently.Until("it takes nothing new", async () =>
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", port);
                return false;
            }
            catch (SocketException)
            {
                return true;
            }
        });
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.False(inHand.IsCompleted);
        await held.CommitAsync();

        Assert.Equal(200, await inHand);
        Assert.Equal(0, await process.Ends());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(25));
    }

    /// <summary>Whenever it comes: before anything is built, while databases are made ready, while the bus starts.</summary>
    [Fact]
    public async Task Told_to_stop_while_it_starts_it_ends_without_a_crash()
    {
        var (port, settings) = await Settings(await (await RealPostgres.Shared).NewDatabase());
        using (var migrate = new ServiceProcess("services/Partners", "Partners", [.. settings, "--migrate"]))
            Assert.Equal(0, await migrate.Ends());
        for (var after = 100; after < 3000; after += 200)
        {
            using var process = new ServiceProcess("services/Partners", "Partners", settings);
            await Task.Delay(after);
            await process.Stop();
            Assert.Contains(await process.Ends(), (int[])[0, 128 + 15]);
            var said = await process.Said();
            Assert.DoesNotContain("Unhandled", said);
            Assert.DoesNotContain("Aborted", said);
        }

        using var usual = new ServiceProcess("services/Partners", "Partners", settings);
        await usual.Answers(new($"http://127.0.0.1:{port}/health/ready"));
    }

    private static async Task<(int Port, string[] Settings)> Settings(string database)
    {
        var port = FreePort.Find();
        return (port,
        [
            $"--Kestrel:Endpoints:Http:Url=http://127.0.0.1:{port}", "--Database=PostgreSQL",
            $"--ConnectionStrings:Partners={database}", "--Identity:Clients:0:Id=alone",
            $"--Identity:Authority=http://127.0.0.1:{port}", "--Identity:Clients:0:Secret=of-the-test",
            "--Identity:Clients:0:Scopes:0=internal", "--Identity:ClientSecret=of-the-test", "--Bus=RabbitMQ",
            $"--RabbitMQ:Uri={await (await RealRabbitMq.Shared).NewVirtualHost()}",
            .. ((string[])["EncryptionKey", "IndexKey", "PersonKey"]).Select(key =>
                $"--Records:{key}={Convert.ToBase64String(new byte[32].Select((_, i) => (byte)(key.Length + i)).ToArray())}"),
        ]);
    }

    private static async Task<int> AskForAToken(int port)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", "alone"), new("client_secret", "of-the-test"),
        ]);
        using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{port}/connect/token"), form);
        return (int)answer.StatusCode;
    }
}
