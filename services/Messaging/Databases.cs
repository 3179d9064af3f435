using System.Text.Json;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FiveSocieties.Messaging;

/// <summary>Registers the databases of the services in this process.</summary>
public static class Databases
{
    /// <summary>Adds the database of a service with its relay. <c>Database</c> is <c>Sqlite</c> (one file in the folder
    /// <c>Data</c>) or <c>PostgreSQL</c> (<c>ConnectionStrings:{name}</c>). Features ask for
    /// <typeparamref name="TDb"/>; the two derived contexts carry the migrations of one engine each.</summary>
    public static IHostApplicationBuilder AddServiceDb<TDb, TSqlite, TPostgres>(
        this IHostApplicationBuilder builder, string name)
        where TDb : ServiceDb
        where TSqlite : TDb
        where TPostgres : TDb
    {
        var services = builder.Services;
        var create = builder.Configuration["Database:Create"] == "EnsureCreated";
        if (builder.Configuration.OneOf("Database", "Sqlite", "PostgreSQL") == "PostgreSQL")
        {
            var connection = builder.Configuration.Required($"ConnectionStrings:{name}",
                "give the server's address, such as Host=server;Database=name;Username=user;Password=password");
            services.AddDbContext<TDb, TPostgres>((provider, options) => options
                .UseNpgsql(connection)
                .AddInterceptors(provider.GetRequiredService<Commits<TDb>>()));
            services.AddServiceDatabase(new(
                name, typeof(TDb), typeof(TPostgres), null, create, nameof(ServiceDb.Outbox)));
        }
        else
        {
            var file = JsonNamingPolicy.KebabCaseLower.ConvertName(name) + ".db";
            var path = Path.GetFullPath(Path.Combine(builder.Configuration["Data"] ?? "data", file));
            var flush = builder.Configuration["Sqlite:Synchronous"] == "FULL";
            services.AddDbContext<TDb, TSqlite>((provider, options) => options
                .UseSqliteFile(path, flush)
                .AddInterceptors(provider.GetRequiredService<Commits<TDb>>()));
            services.AddServiceDatabase(new(
                name, typeof(TDb), typeof(TSqlite), path, create, nameof(ServiceDb.Outbox)));
        }

        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Commits<TDb>>();
        services.AddOptions<MessagingOptions>().BindConfiguration("Messaging");
        services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<Relay<TDb>>(provider, name));
        services.AddSweep<TDb, Forget<TDb>>(TimeSpan.FromMinutes(5));
        return builder;
    }
}
