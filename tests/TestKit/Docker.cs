using DotNet.Testcontainers.Configurations;

namespace FiveSocieties.Tests.TestKit;

/// <summary>Whether a container engine answers here.</summary>
internal static class Docker
{
    public static Task<bool> Answers() =>
        Task.Run(() => TestcontainersSettings.OS.DockerEndpointAuthConfig is not null);
}
