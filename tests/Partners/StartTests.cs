using FiveSocieties.Messaging;
using FiveSocieties.Partners;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;
using FiveSocieties.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static FiveSocieties.Tests.Partners.PartnersHost;

namespace FiveSocieties.Tests.Partners;

public sealed class StartTests
{
    [Fact]
    public async Task Two_replicas_on_one_database_sign_with_one_key()
    {
        var database = await (await RealPostgres.Shared).NewDatabase();
        await using var one = OnPostgres(database);
        await one.CreateClient().GetAsync("/health/live");
        await one.Look((PartnersDb db) => db.Database.ExecuteSqlRawAsync("DELETE FROM \"SigningKeys\""));
        await using var two = OnPostgres(database);
        await using var three = OnPostgres(database);

        var keys = await Task.WhenAll(new[] { two, three }.Select(host => Task.Run(async () =>
            await host.CreateClient().GetStringAsync("/.well-known/jwks"))));
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(1, await one.Look((PartnersDb db) => db.SigningKeys.CountAsync()));
        await two.Token(Admin, AdminSecret).Body();
        await three.Token(Admin, AdminSecret).Body();
        Assert.Equal(1, await one.Look((PartnersDb db) => db.Clients.CountAsync()));
    }

    [Fact]
    public async Task A_restart_keeps_the_key_and_writes_no_client_again()
    {
        var folder = Directory.CreateTempSubdirectory("five-").FullName;
        var first = await Run(folder, Secret("one-invented-secret"));
        var second = await Run(folder, Secret("one-invented-secret"));
        Assert.Equal(first, second);
        var third = await Run(folder, Secret("another-invented-secret"));
        Assert.Equal(first.Keys, third.Keys);
        Assert.NotEqual(first.Mark, third.Mark);
        var fourth = await Run(folder);
        Assert.Null(fourth.Mark);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("false", 1)]
    [InlineData("true", 0)]
    public async Task The_demonstration_client_is_refused_where_nobody_allowed_it(string allow, int exit)
    {
        var folder = Directory.CreateTempSubdirectory("five-").FullName;
        var app = Build(folder, [.. Secret("demo-only"), $"--Identity:AllowDemo={allow}"]);
        app.Lifetime.ApplicationStarted.Register(app.Lifetime.StopApplication);
        Assert.Equal(exit, await Start.Run([], _ => app));
        Directory.Delete(folder, recursive: true);
    }

    private static string[] Secret(string secret) =>
        ["--Identity:Clients:0:Id=demo", $"--Identity:Clients:0:Secret={secret}", "--Identity:Clients:0:Scopes:0=whistles.read"];

    /// <summary>The published keys, and the mark that each writing of the client changes.</summary>
    private static async Task<(string Keys, string? Mark)> Run(string folder, params string[] settings)
    {
        var app = Build(folder, settings);
        await app.PrepareDatabases();
        await app.StartAsync();
        var http = app.GetTestClient();
        var keys = await http.GetStringAsync("/.well-known/jwks");
        await http.PostAsync("/connect/token", new FormUrlEncodedContent([]));
        await using var scope = app.Services.CreateAsyncScope();
        var mark = await scope.ServiceProvider.GetRequiredService<PartnersDb>().Clients
            .Select(client => client.ConcurrencyToken + client.ClientSecret).SingleOrDefaultAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        return (keys, mark);
    }

    private static WebApplication Build(string folder, string[] settings)
    {
        var builder = WebApplication.CreateBuilder([.. settings,
            $"--Data={folder}", "--Database:Create=EnsureCreated", "--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.UseTestServer();
        builder.AddServiceDefaults();
        builder.AddPartners();
        builder.AddBus();
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapPartners();
        return app;
    }

    private static PartnersHost OnPostgres(string connection)
    {
        var host = new PartnersHost();
        host.Settings["Database"] = "PostgreSQL";
        host.Settings["ConnectionStrings:Partners"] = connection;
        host.Settings["Records:EncryptionKey"] = Convert.ToBase64String(new byte[32].Select((_, i) => (byte)i).ToArray());
        host.Settings["Records:IndexKey"] = Convert.ToBase64String(new byte[32].Select((_, i) => (byte)(i + 1)).ToArray());
        host.Settings["Records:PersonKey"] = Convert.ToBase64String(new byte[32].Select((_, i) => (byte)(i + 2)).ToArray());
        return host;
    }
}
