using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Records;

/// <summary>What a process needs to keep personal data.</summary>
public static class Records
{
    /// <summary>
    /// Offers <see cref="Seal"/>, <see cref="BlindIndex"/> and <see cref="PersonRef"/>; may be called by each service
    /// of one process. Keys come from section <c>Records</c>; when it holds none and the databases are files in the
    /// folder <c>Data</c>, from the <c>keys.json</c> there, which is made once. Wrong keys stop the start with one sentence.
    /// </summary>
    public static TBuilder AddRecords<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(Seal)))
            return builder;
        builder.Services.AddOptions<RecordKeys>()
            .BindConfiguration(RecordKeys.Section)
            .PostConfigure<IConfiguration>(UseKeyFile)
            .ValidateOnStart();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<RecordKeys>, RecordKeysCheck>());
        builder.Services.AddSingleton<Seal>().AddSingleton<BlindIndex>().AddSingleton<PersonRef>();
        return builder;
    }

    private static void UseKeyFile(RecordKeys keys, IConfiguration configuration)
    {
        // Services that share a server share no folder: each would make keys of its own, and lose them.
        var onServer = string.Equals(configuration["Database"], "PostgreSQL", StringComparison.OrdinalIgnoreCase);
        if (keys.IsEmpty && !onServer && configuration["Data"] is { Length: > 0 } folder)
            KeyFile.Load(folder, keys);
    }
}
