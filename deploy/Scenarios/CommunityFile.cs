using System.Net;
using System.Text.Json;

namespace FiveSocieties.Scenarios;

/// <summary>Calls to one path, which may be made in any order.</summary>
/// <param name="Post">The path.</param>
/// <param name="Bodies">What is posted, each with an id of its own: made twice, nothing changes.</param>
public sealed record Calls(string Post, IReadOnlyList<JsonElement> Bodies);

/// <summary>A community as a file: the calls that partners would make to bring it onto the platform, in their order.</summary>
/// <param name="Code">12-digit code.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Population">How many live there; most of them are not known one by one.</param>
/// <param name="Calls">The calls.</param>
public sealed record CommunityFile(string Code, string Name, int Population, IReadOnlyList<Calls> Calls)
{
    private const int AtOnce = 8;

    /// <summary>Paths whose entries can be asked to help.</summary>
    private static readonly string[] Askable = ["members", "volunteers", "social-workers", "service-people"];

    /// <summary>How the file is written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <summary>How many of its people can be asked.</summary>
    public int Helpers => Calls.Where(calls => Askable.Contains(calls.Post.Split('/')[^1])).Sum(calls => calls.Bodies.Count);

    /// <summary>Reads one.</summary>
    public static CommunityFile Read(Stream file) => JsonSerializer.Deserialize<CommunityFile>(file, Json)!;

    /// <summary>Makes the calls: one path after the other, several bodies at once.</summary>
    /// <param name="by">Who makes the calls to a path.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="InvalidOperationException">One was refused, for another reason than that it is there already.</exception>
    public async Task Load(Func<string, Partner> by, CancellationToken cancel)
    {
        foreach (var calls in Calls)
            await Parallel.ForEachAsync(
                calls.Bodies,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
                async (body, stop) =>
                {
                    var answer = await by(calls.Post).Post(calls.Post, body, stop);
                    if (!answer.IsDone && answer.Status != HttpStatusCode.Conflict)
                        throw new InvalidOperationException($"Loading {Name}: {calls.Post} {answer.Status} {answer.Body}");
                });
    }
}
