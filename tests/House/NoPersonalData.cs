using System.Reflection;
using System.Text.RegularExpressions;
using FiveSocieties.Insights.EventLog;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Logging;

namespace FiveSocieties.Tests.House;

/// <summary>Law 5: no personal data in events, queues, logs, traces, metrics or problems: ids and codes only.</summary>
public sealed partial class NoPersonalData
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public
        | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Words that name what a person is, has or says.</summary>
    private static readonly string[] Personal =
    [
        "name", "phone", "address", "identity", "text", "description", "note", "notes", "comment", "birth", "birthday",
        "email", "contact", "person", "gender", "age", "illness", "diagnosis", "religion", "employer", "words",
    ];

    /// <summary>A person's place is personal too; only gRPC carries rounded places.</summary>
    private static readonly string[] Places =
        ["place", "point", "longitude", "latitude", "location", "door", "room", "street"];

    /// <summary>Each text that an event may carry is a code out of a short list, never what somebody wrote.</summary>
    private static readonly string[] Codes =
    [
        "WhistleRaised.Class", "WhistleRaised.Channel", "WhistleEscalated.Reason", "WhistleNotOurs.Body",
        "WhistleWithdrawn.Reason", "WhistleDeferred.Reason", "WhistlePaused.Reason", "NeedLine.Skill",
        "NeedLine.Eligibility", "MissingLine.Skill",
        "MissingLine.Lacks", "InvitationSent.Skill", "InvitationSent.DecidedBy", "EngagementFinished.Client",
        "EngagementDelivered.Client",
        "InvitationWithdrawn.Reason", "LinkageServed.Clients", "PointsCredited.Rule", "GridChanged.Code",
    ];

    /// <summary>Texts that a log message may hold: codes, and names of parts of the platform.</summary>
    private static readonly string[] Logged =
    [
        "type", "sweep", "database", "reason", "consumer", "method", "endpoint", "community", "skill", "state", "code",
        "client", "issuedClient", "revokedClient", "service", "source", "policy", "status", "circle", "subdistrict",
    ];

    /// <summary>Texts in tables that are of organisations, places and codes, not of persons.</summary>
    private static readonly string[] OfNoPerson =
    [
        "Community.Name", "Grid.Name", "MicroGrid.Name", "Station.Name", "Agency.Name", "Branch.Name", "Unit.Name",
        "Organisation.Name", "UnitOrganisation.Name", "PartyOrganisation.Name", "Committee.Name",
        "CommunityArea.Name", "Team.Name", "Thing.Name", "Client.DisplayName",
    ];

    [Fact]
    public void Events_carry_no_field_of_a_person() => Law.Holds(
        "An event carries ids and codes:",
        from type in Parts()
        from property in type.GetProperties()
        where Words(property.Name).Any(word => Personal.Contains(word) || Places.Contains(word))
        select $"{type.Name}.{property.Name}");

    [Fact]
    public void Texts_in_events_are_codes() => Law.Holds(
        "A text in an event must be a code of a known list; say which in this test:",
        from type in Parts()
        from property in type.GetProperties()
        where property.PropertyType == typeof(string)
            || property.PropertyType.GetGenericArguments().Contains(typeof(string))
        where !Codes.Contains($"{type.Name}.{property.Name}")
        select $"{type.Name}.{property.Name}");

    [Fact]
    public void Protos_carry_no_field_of_a_person() => Law.Holds(
        "gRPC carries ids and codes; a brief alone names a person, and person_ref is a keyed hash for Matching alone:",
        from source in Repository.Under("contracts/ResourceMatching")
        where source.Path.EndsWith(".proto", StringComparison.Ordinal) && source.Name != "briefs.proto"
        from match in ProtoField().Matches(source.Text)
        let field = match.Groups[1].Value
        where field.Split('_').Any(Personal.Contains) && (source.Name, field) != ("resources.proto", "person_ref")
        select $"{source.Path}: {field}");

    [Fact]
    public void Log_messages_hold_ids_codes_and_numbers() => Law.Holds(
        "What is logged is an id, a number, a time, a word of a list, or a text that this test knows to be a code:",
        from type in Assemblies.All.SelectMany(assembly => assembly.GetTypes())
        from method in type.GetMethods(Any)
        where method.IsDefined(typeof(LoggerMessageAttribute))
        from parameter in method.GetParameters()
        where !IsHarmless(parameter.ParameterType) && !Logged.Contains(parameter.Name)
        select $"{Assemblies.NameOf(type.Assembly)}: {method.Name}({parameter.ParameterType.Name} {parameter.Name})");

    [Fact]
    public void Whoever_logs_has_a_name_for_it() => Law.Forbids(
        "Log events are declared in a Log.cs, so that each can be found and looked through:",
        Repository.CSharp("services").Concat(Repository.CSharp("gateway")),
        @"\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(\s*(LogLevel|\$?""|[a-z]+,\s*\$?"")");

    [Fact]
    public void Columns_that_name_a_person_are_sealed() => Law.Holds(
        "Names, phones, addresses and what people wrote are Sealed; those of organisations and places are listed here:",
        from context in Assemblies.SqliteContexts
        from entity in ModelOf(context).GetEntityTypes()
        from property in entity.GetProperties()
        where property.ClrType == typeof(string) && !property.Name.EndsWith("Index") && property.Name != "PersonRef"
        where Words(property.Name).Any(Personal.Contains)
        where !OfNoPerson.Contains($"{entity.ClrType.Name}.{property.Name}")
            && entity.ClrType.Namespace?.StartsWith("OpenIddict") != true
        select $"{Assemblies.NameOf(context.Assembly)}: {entity.ClrType.Name}.{property.Name}");

    private static bool IsHarmless(Type logged) => logged.IsPrimitive || logged.IsEnum || logged == typeof(Guid)
        || logged == typeof(DateTimeOffset) || logged == typeof(DateOnly) || logged == typeof(TimeSpan)
        || logged.IsAssignableTo(typeof(ILogger)) || logged.IsAssignableTo(typeof(Exception))
        || (Nullable.GetUnderlyingType(logged) is { } inner && IsHarmless(inner));

    private static IModel ModelOf(Type context)
    {
        using var db = Assemblies.Open(context);
        return db.Model;
    }

    /// <summary>The events and the parts they carry.</summary>
    private static IEnumerable<Type> Parts() => EventTypes.All.Concat(
        from type in EventTypes.All
        from property in type.GetProperties()
        from part in property.PropertyType.GetGenericArguments().Append(property.PropertyType)
        where part.IsClass && part.Namespace == type.Namespace
        select part).Distinct();

    private static IEnumerable<string> Words(string name) =>
        Word().Matches(name).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s+(?:repeated |optional )?[\w.]+ (\w+) = \d+;", RegexOptions.Multiline)]
    private static partial Regex ProtoField();
}
