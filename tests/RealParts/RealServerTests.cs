using System.Net.Sockets;
using FiveSocieties.Tests.TestKit;
using Npgsql;

namespace FiveSocieties.Tests.RealParts;

public sealed class RealServerTests
{
    [Fact]
    public async Task Each_test_has_a_database_of_its_own()
    {
        var server = await RealPostgres.Shared;
        await using var one = new NpgsqlConnection(await server.NewDatabase());
        await using var other = new NpgsqlConnection(await server.NewDatabase());
        await one.OpenAsync();
        await other.OpenAsync();
        await using (var create = new NpgsqlCommand("CREATE TABLE mine (id int)", one))
            await create.ExecuteNonQueryAsync();

        await using var look = new NpgsqlCommand("SELECT to_regclass('mine') IS NULL", other);
        Assert.Equal(true, await look.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Each_test_has_a_virtual_host_of_its_own()
    {
        var broker = await RealRabbitMq.Shared;
        var (one, other) = (await broker.NewVirtualHost(), await broker.NewVirtualHost());
        Assert.NotEqual(one, other);
        Assert.Equal(0, (await broker.Ask(one, "queues")).GetArrayLength());
        Assert.Equal(0, (await broker.Ask(other, "queues")).GetArrayLength());
    }

    [Fact]
    public async Task An_own_broker_goes_and_comes_back_with_what_it_had()
    {
        await using var broker = await RealRabbitMq.StartOwn();
        var host = await broker.NewVirtualHost();
        await broker.Stop();
        await Assert.ThrowsAnyAsync<SocketException>(() => Connect(host));
        await broker.StartAgain();
        await Connect(host);
        Assert.Equal(0, (await broker.Ask(host, "queues")).GetArrayLength());
    }

    private static async Task Connect(Uri host)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port);
    }
}
