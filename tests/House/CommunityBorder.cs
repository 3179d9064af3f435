using System.Reflection;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Tests.House;

/// <summary>Law 6: the community is the border of access.</summary>
[Collection(nameof(RunningServices))]
public sealed class CommunityBorder(RunningServices running)
{
    /// <summary>Routes that need no community: who they are for is decided otherwise.</summary>
    private static readonly string[] Open =
    [
        "/api/v1/work-calendar/{year:int}",
        "/api/v1/matches/what-if", // its world comes with the question
    ];

    [Fact]
    public void Each_aggregate_keeps_its_community() => Law.Holds(
        "Each aggregate keeps the 12-digit code of its community, or of all that it serves (a community its own):",
        from context in Assemblies.SqliteContexts
        let model = Assemblies.Open(context).Model
        from entity in model.GetEntityTypes()
        where typeof(IAggregate).IsAssignableFrom(entity.ClrType)
        where entity.FindProperty(nameof(IAggregate.Community)) is null && entity.FindProperty("Code") is null
            && !entity.GetNavigations().Any(part =>
                part.TargetEntityType.FindProperty(nameof(IAggregate.Community)) is not null)
        select $"{Assemblies.NameOf(context.Assembly)}: {entity.ClrType.Name}");

    [Fact]
    public void Each_handler_looks_at_the_caller() => Law.Holds(
        "A handler takes the Caller and decides by its communities:",
        from answer in running.Routes
        where answer.Service != "Gateway"
            && answer.Route.RoutePattern.RawText?.TrimStart('/').StartsWith("api/") == true
        where !Open.Contains(answer.Route.RoutePattern.RawText)
        let handler = answer.Route.Metadata.GetMetadata<MethodInfo>()
        where handler?.GetParameters().Any(parameter => parameter.ParameterType == typeof(Caller)) != true
        select $"{answer.Service}: {answer.Route.DisplayName} ({handler?.DeclaringType?.Name}.{handler?.Name})");

    [Fact]
    public void Handlers_that_take_the_caller_use_it() => Law.Holds(
        "A Caller that is taken is asked: Serves, Communities, or handed on:",
        from source in Repository.Services(without: "ServiceDefaults")
        from part in source.Code.Split("Caller caller").Skip(1)
        let body = part[..(part.IndexOf("\n    }", StringComparison.Ordinal) is > 0 and var end ? end : part.Length)]
        where !body.Contains("caller", StringComparison.Ordinal)
        select $"{source.Path}: {body[..Math.Min(60, body.Length)].ReplaceLineEndings(" ")}");
}
