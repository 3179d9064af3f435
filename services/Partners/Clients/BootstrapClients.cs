using System.Text.Json;
using FiveSocieties.Partners.Tokens;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace FiveSocieties.Partners.Clients;

/// <summary>A client that the configuration names, in <c>Identity:Clients</c>.</summary>
public sealed class BootstrapClient
{
    public string Id { get; set; } = "";

    public string Secret { get; set; } = "";

    /// <summary><c>*</c> alone: whatever partners can be given.</summary>
    public string[] Scopes { get; set; } = [];

    public string[] Communities { get; set; } = [];

    public string[] Societies { get; set; } = [];

    public string[] Roles { get; set; } = [];
}

/// <summary>
/// Brings the clients of the configuration into the database, beside the start: listening does not wait for it, the token
/// endpoint does. Hashing a secret is slow by design, so a row is only written when its entry has changed; a client that
/// left the configuration is revoked.
/// </summary>
internal sealed class BootstrapClients(
    IServiceScopeFactory scopes, IConfiguration configuration, IssuerKeys keys, ILogger<BootstrapClients> log)
    : BackgroundService
{
    private const string DemoSecret = "demo-only";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly BootstrapClient[] wanted =
        Spelled(configuration.GetSection("Identity:Clients").Get<BootstrapClient[]>() ?? []);

    /// <summary>Done once keys and clients stand in the database.</summary>
    public Task Ready => ready.Task;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (Complaint() is { } complaint)
            throw new ServiceStartException(complaint);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!Ready.IsCompleted)
        {
            try
            {
                keys.Prepare();
                await Write(stoppingToken);
                ready.SetResult();
            }
            // The database may be away, or another replica may have written the same row first: both pass.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.IssuerNotReady(e, Pause);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private static BootstrapClient[] Spelled(BootstrapClient[] clients)
    {
        foreach (var client in clients.Where(client => client.Scopes is ["*"]))
            client.Scopes = Scopes.ForPartners;
        return clients;
    }

    private string? Complaint()
    {
        foreach (var client in wanted)
        {
            if (client.Id.Length is 0 or > 100 || client.Secret.Length == 0)
                return "Identity:Clients has an entry without an id (1 to 100 characters) or without a secret.";
            if (client.Secret == DemoSecret && !configuration.GetValue("Identity:AllowDemo", false))
                return $"The demonstration client '{client.Id}' is known to everybody and refused here: give it a "
                    + "secret of its own, or take it out of Identity:Clients.";
            if (client.Scopes.FirstOrDefault(scope => !Scopes.All.Contains(scope)) is { } unknown)
                return $"Identity:Clients gives '{client.Id}' the scope '{unknown}', which does not exist.";
        }

        return wanted.DistinctBy(client => client.Id).Count() < wanted.Length
            ? "Identity:Clients names one client twice." : null;
    }

    private async Task Write(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PartnersDb>();
        var clients = scope.ServiceProvider.GetRequiredService<OpenIddictApplicationManager<Client>>();
        var index = scope.ServiceProvider.GetRequiredService<BlindIndex>();
        var ids = wanted.Select(client => client.Id).ToArray();
        var known = await db.Clients.IgnoreQueryFilters()
            .Where(client => client.Fingerprint != null || ids.Contains(client.ClientId!)).ToListAsync(cancel);

        var written = 0;
        foreach (var entry in wanted)
        {
            var print = index.Of("client.bootstrap", JsonSerializer.Serialize(entry));
            var client = known.Find(row => row.ClientId == entry.Id);
            if (client is { RevokedAt: null } && client.Fingerprint == print)
                continue;
            var isNew = client is null;
            client ??= new() { Id = Guid.CreateVersion7(), ClientId = entry.Id };
            Fill(client, entry, print);
            await (isNew
                ? clients.CreateAsync(client, entry.Secret, cancel)
                : clients.UpdateAsync(client, entry.Secret, cancel));
            written++;
        }

        foreach (var gone in known.Where(client => client.RevokedAt is null && !ids.Contains(client.ClientId)))
        {
            gone.RevokedAt = db.Now;
            written++;
        }

        if (written == 0)
            return;
        await db.SaveChangesAsync(cancel);
        log.BootstrapWritten(written);
    }

    private static void Fill(Client client, BootstrapClient entry, string print)
    {
        client.ClientType = OpenIddictConstants.ClientTypes.Confidential;
        client.DisplayName = entry.Id;
        client.Scopes = [.. entry.Scopes];
        client.Communities = [.. entry.Communities];
        client.Societies = [.. entry.Societies];
        client.Roles = [.. entry.Roles];
        client.RevokedAt = null;
        client.Fingerprint = print;
    }
}
