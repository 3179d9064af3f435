using System.Security.Cryptography;
using FiveSocieties.Records;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FiveSocieties.Tests.Records;

internal static class HostWithKeys
{
    public static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static Dictionary<string, string?> Keys() => new()
    {
        ["Records:EncryptionKey"] = Key(),
        ["Records:IndexKey"] = Key(),
        ["Records:PersonKey"] = Key(),
    };

    public static IHost Build(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddRecords().AddRecords();
        return builder.Build();
    }

    public static IHost Build() => Build(Keys());

    public static IHost OverFolder(string folder) => Build(new() { ["Data"] = folder });

    public static T Get<T>(this IHost host) where T : notnull => host.Services.GetRequiredService<T>();
}

internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("records-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
