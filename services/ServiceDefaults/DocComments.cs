using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FiveSocieties.ServiceDefaults;

/// <summary>
/// What the doc comments say, in the OpenAPI document: the compiler writes them to an XML file beside each assembly. The
/// first sentence of an operation is its summary; where the handler says nothing, its class or its request does.
/// </summary>
internal static partial class DocComments
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Files = new();

    /// <summary>Words for an operation, its parameters and its request.</summary>
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken _)
    {
        var handler = context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().FirstOrDefault();
        if (handler is null)
            return Task.CompletedTask;
        var told = Of(handler);
        var words = Summary(told) ?? Summary(handler.DeclaringType is { } type ? Of(type) : null)
            ?? Summary(BodyOf(context) is { } body ? Of(body) : null) ?? "";
        var end = FirstSentence().Match(words).Length;
        operation.Summary = words[..end].TrimEnd('.', ' ');
        operation.Description = end < words.Length ? words[end..].Trim() : null;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Description = Parameter(told, parameter.Name) ?? parameter.Description;
        return Task.CompletedTask;
    }

    /// <summary>Words and an example for a type and its properties.</summary>
    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken _)
    {
        if (context.JsonPropertyInfo is { } property)
            schema.Description = Of(property) ?? schema.Description;
        else if (Of(context.JsonTypeInfo.Type) is { } told)
        {
            schema.Description = Summary(told);
            if (told.Element("example")?.Value is { } example)
                schema.Examples = [JsonNode.Parse(example)!];
        }

        return Task.CompletedTask;
    }

    private static Type? BodyOf(OpenApiOperationTransformerContext context) =>
        context.Description.ParameterDescriptions.FirstOrDefault(x => x.Source == BindingSource.Body)?.Type;

    /// <summary>A property by its own comment, or as the parameter of a record.</summary>
    private static string? Of(JsonPropertyInfo property) =>
        property.AttributeProvider is not PropertyInfo { DeclaringType: { } type } member
            ? null
            : Summary(Find(type, $"P:{Name(type)}.{member.Name}")) ?? Parameter(Of(type), member.Name);

    private static XElement? Of(Type type) => Find(type, $"T:{Name(type)}");

    private static XElement? Of(MethodInfo method) =>
        method.DeclaringType is { } type ? Find(type, $"M:{Name(type)}.{method.Name}") : null;

    private static XElement? Find(Type type, string member) =>
        Files.GetOrAdd(type.Assembly, Read).GetValueOrDefault(member);

    /// <summary>Members by name; the parameters of a method are no part of it, for a handler has one form.</summary>
    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        return !assembly.GetName().Name!.StartsWith(nameof(FiveSocieties), StringComparison.Ordinal) || !File.Exists(file)
            ? []
            : XDocument.Load(file).Descendants("member")
                .GroupBy(member => member.Attribute("name")!.Value.Split('(')[0])
                .ToDictionary(members => members.Key, members => members.First());
    }

    private static string Name(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Replace('+', '.') ?? type.Name;

    private static string? Summary(XElement? member) => Text(member?.Element("summary"));

    private static string? Parameter(XElement? member, string? name) => Text(member?.Elements("param")
        .FirstOrDefault(x => string.Equals(x.Attribute("name")?.Value, name, StringComparison.OrdinalIgnoreCase)));

    private static string? Text(XElement? words) => words is null ? null : Space().Replace(
        string.Concat(words.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { IsEmpty: true } see => see.Attributes().First().Value.Split('.', ':')[^1],
            _ => "",
        })), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"^.*?[.](?=\s|$)|^.*$", RegexOptions.Singleline)]
    private static partial Regex FirstSentence();
}
