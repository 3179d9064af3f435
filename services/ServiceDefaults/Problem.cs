using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FiveSocieties.ServiceDefaults;

/// <summary>
/// A thing that can be wrong with a request, said in the caller's language (RFC 9457). Kept as a static field beside
/// the noun it speaks of; the code is a promise to partners and never changes.
/// </summary>
/// <param name="Code">Stable, for example <c>whistle.illegal-move</c>.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="English">One sentence without personal data.</param>
/// <param name="Chinese">The same sentence in simplified Chinese.</param>
public sealed record Problem(string Code, int Status, string English, string Chinese)
{
    /// <summary>The answer that says so, and of which field: a JSON path such as <c>lines[0].quantity</c>.</summary>
    public ProblemResult At(string? field) => new(this, [new(field, this)]);

    /// <summary>The answer that says so of the request as a whole.</summary>
    public ProblemResult Plain => At(null);

    /// <summary>The sentence in the language that the request prefers; English when it says nothing.</summary>
    public string In(HttpContext http) => PrefersChinese(http) ? Chinese : English;

    /// <summary>Whether the caller would rather read Chinese than English (<c>Accept-Language</c>).</summary>
    public static bool PrefersChinese(HttpContext http)
    {
        var best = http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(accepted => accepted.Quality ?? 1)
            .FirstOrDefault(accepted => accepted.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase)
                || accepted.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        return best?.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? false;
    }
}

/// <summary>One field and what is wrong with it.</summary>
/// <param name="Field">JSON path, or null for the request as a whole.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record FieldProblem(string? Field, Problem Problem);

/// <summary>Writes a problem as <c>application/problem+json</c> with <c>code</c>, <c>errors</c> and <c>traceId</c>.</summary>
/// <param name="problem">What is wrong with the whole.</param>
/// <param name="errors">What is wrong with which field.</param>
public sealed class ProblemResult(Problem problem, IReadOnlyList<FieldProblem> errors)
    : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    /// <summary>What is wrong with the whole.</summary>
    public Problem Problem => problem;

    /// <inheritdoc/>
    public int? StatusCode => problem.Status;

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(
            StatusCodes.Status422UnprocessableEntity, typeof(ProblemDetails), ["application/problem+json"]));

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext http)
    {
        var details = new ProblemDetails
        {
            Type = $"https://five-societies.example/problems/{problem.Code}",
            Title = problem.In(http),
            Status = problem.Status,
            Instance = http.Request.Path,
            Extensions =
            {
                ["code"] = problem.Code,
                ["traceId"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier,
            },
        };
        var named = errors.Where(error => error.Field is not null).ToList();
        if (named.Count > 0)
        {
            details.Extensions["field"] = named[0].Field;
            details.Extensions["errors"] = named.Select(error => new Dictionary<string, string?>
            {
                ["field"] = error.Field,
                ["code"] = error.Problem.Code,
                ["detail"] = error.Problem.In(http),
            }).ToArray();
        }

        http.Response.StatusCode = problem.Status;
        http.Response.Headers.ContentLanguage = problem.In(http) == problem.Chinese ? "zh-CN" : "en";
        var json = http.RequestServices
            .GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        return http.Response.WriteAsJsonAsync(details, json, "application/problem+json", http.RequestAborted);
    }
}

/// <summary>
/// A rule of the field was about to be broken, found too deep for a return value: 409 or what the problem says over
/// HTTP, FAILED_PRECONDITION over gRPC, and no retry for a message.
/// </summary>
/// <param name="problem">Which rule.</param>
/// <param name="where">The field, if one is to blame.</param>
public sealed class BrokenRule(Problem problem, string? where = null) : Exception(problem.Code)
{
    /// <summary>Which rule.</summary>
    public Problem Problem => problem;

    /// <summary>The field to blame.</summary>
    public string? Field => where;
}
