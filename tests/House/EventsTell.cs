using System.Text.RegularExpressions;
using Grpc.Core;

namespace FiveSocieties.Tests.House;

/// <summary>Law 2: events tell, gRPC asks; HTTP is for the outside world.</summary>
public sealed class EventsTell
{
    [Fact]
    public void Services_do_not_call_each_other_over_http() => Law.Forbids(
        "No HTTP between services; only ServiceDefaults fetches the process's own token:",
        Repository.Services(without: "ServiceDefaults"),
        @"\b(HttpClient|IHttpClientFactory|AddHttpClient|HttpRequestMessage|WebRequest)\b");

    [Fact]
    public void Protos_stand_in_one_room() => Law.Holds(
        "The only .proto files are those of contracts/ResourceMatching:",
        from source in Repository.All
        where source.Path.EndsWith(".proto", StringComparison.Ordinal) && source.Room != "contracts/ResourceMatching"
        select source.Path);

    [Fact]
    public void What_answers_over_grpc_tells_nothing() => Law.Holds(
        "gRPC only reads: an answer may leave a receipt, but never tells an event:",
        from source in Repository.Services()
        where Regex.IsMatch(source.Code, @":\s*\w+\.\w+Base\b") && Regex.IsMatch(source.Code, @"\.Publish\(")
        select source.Path);

    [Fact]
    public void Consumers_ask_nobody() => Law.Holds(
        "A consumer runs inside a transaction: it asks no other service, a sweep does:",
        from hearing in Assemblies.Hearings
        from parameter in hearing.Consumer.GetConstructors().SelectMany(constructor => constructor.GetParameters())
        where parameter.ParameterType.IsSubclassOf(typeof(ClientBase)) || parameter.ParameterType == typeof(HttpClient)
        where !IsIndex(hearing.Consumer)
        select $"{hearing.Consumer.FullName} is given {parameter.ParameterType.Name}");

    /// <summary>Matching has no database and so no transaction; it reads what changed at once.</summary>
    private static bool IsIndex(Type consumer) => Assemblies.NameOf(consumer.Assembly) == "Matching";
}
