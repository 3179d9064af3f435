using FiveSocieties.Scenarios;

namespace FiveSocieties.Standalone;

/// <summary>
/// A small invented community, written in <c>demonstration.json</c> as the calls that a partner would make. All ids are
/// given, so loading it twice changes nothing.
/// </summary>
public static class Demonstration
{
    /// <summary>Its 12-digit code.</summary>
    public const string Community = "510104001001";

    /// <summary>How many of its people can be asked.</summary>
    public const int Helpers = 23;

    /// <summary>One of its residents.</summary>
    public const string Resident = "0197a000-0000-7000-8000-000000000701";

    /// <summary>Makes the calls in their order.</summary>
    public static async Task Load(Partner client, CancellationToken cancel)
    {
        await using var file = typeof(Demonstration).Assembly.GetManifestResourceStream("demonstration.json")!;
        await CommunityFile.Read(file).Load(_ => client, cancel);
    }
}
