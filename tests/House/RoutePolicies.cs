using System.Text.RegularExpressions;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.House;

/// <summary>Deny by default: who may call a route is said at the route.</summary>
[Collection(nameof(RunningServices))]
public sealed partial class RoutePolicies(RunningServices running)
{
    /// <summary>
    /// Routes that anybody may call: health, metrics on the inner port, the description, the token itself, and the
    /// gateway's 404 for what no route names.
    /// </summary>
    private static readonly string[] Anonymous =
        ["health/", "metrics", "openapi/", "docs", "scalar", "connect/token", ".well-known/", "{*path:nonfile}"];

    [Fact]
    public void Each_program_starts() => Law.Holds(
        "A program that does not start shows no routes:",
        running.Broken.Select(broken => $"{broken.Key}: {broken.Value}"));

    [Fact]
    public async Task Each_route_has_a_scope_or_is_on_the_short_list()
    {
        var offenders = new List<string>();
        foreach (var (service, route) in running.Routes.Where(answer => !IsGrpcRefusal(answer.Route)))
        {
            var path = route.RoutePattern.RawText?.TrimStart('/') ?? "";
            var isOpen = route.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            if (isOpen && !Anonymous.Any(start => path.StartsWith(start, StringComparison.Ordinal)))
                offenders.Add($"{service}: {route.DisplayName} lets anybody in");
            else if (!isOpen && !NamesScopes(service, route)
                && !(await Requirements(running.ByName[service], route)).OfType<ScopeRequirement>().Any())
                offenders.Add($"{service}: {route.DisplayName} asks for no scope");
        }

        Law.Holds("Each route asks for a scope, or stands on the short list of open ones:", offenders);
    }

    [Fact]
    public async Task Scopes_are_noun_and_verb()
    {
        var scopes = new List<string>();
        foreach (var (service, route) in running.Routes)
        {
            scopes.AddRange((await Requirements(running.ByName[service], route)).OfType<ScopeRequirement>()
                .Where(need => need.Scope != Identity.Internal
                    && !Scope().IsMatch(need.Scope))
                .Select(need => $"{service}: {route.DisplayName} asks for {need.Scope}"));
        }

        Law.Holds("A scope is noun.read or noun.write, or internal:", scopes);
    }

    [Fact]
    public async Task A_scope_that_is_asked_for_can_be_given()
    {
        var given = (string[])Assemblies.Programs.Single(assembly => Assemblies.NameOf(assembly) == "Partners")
            .GetType("FiveSocieties.Partners.Clients.Scopes")!.GetField("All")!.GetValue(null)!;
        var refused = new List<string>();
        foreach (var (service, route) in running.Routes)
        {
            refused.AddRange((await Requirements(running.ByName[service], route)).OfType<ScopeRequirement>()
                .Where(need => !given.Contains(need.Scope))
                .Select(need => $"{service}: {route.DisplayName} asks for {need.Scope}"));
        }

        Law.Holds("The issuer knows every scope that a route asks for:", refused);
    }

    [Fact]
    public void Grpc_is_for_services_alone() => Law.Holds(
        "A gRPC method asks for the scope internal:",
        from answer in running.Routes
        where answer.Route.DisplayName?.StartsWith("gRPC - ", StringComparison.Ordinal) == true
            && !IsGrpcRefusal(answer.Route)
        where !answer.Route.Metadata.OfType<AuthorizationPolicy>().SelectMany(policy => policy.Requirements)
            .OfType<ScopeRequirement>().Any(need => need.Scope == Identity.Internal)
        select $"{answer.Service}: {answer.Route.DisplayName}");

    [Fact]
    public void Whatever_no_policy_allows_is_denied() => Law.Holds(
        "The fallback policy denies:",
        from service in running.ByName
        let fallback = service.Value.GetRequiredService<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync().Result
        where fallback is null || fallback.Requirements.Count == 0
        select service.Key);

    [Fact]
    public void Two_services_never_answer_the_same_path() => Law.Holds(
        "A noun has one owner:",
        from answer in running.Routes
        where answer.Service != "Gateway"
            && answer.Route.RoutePattern.RawText?.TrimStart('/').StartsWith("api/") == true
        let noun = answer.Route.RoutePattern.RawText!.Trim('/').Split('/').ElementAtOrDefault(2)
        group answer.Service by noun into owners
        where owners.Distinct().Count() > 1
        select $"{owners.Key}: {string.Join(", ", owners.Distinct())}");

    /// <summary>All that must hold for a call: policies given at the route, and named ones.</summary>
    private static async Task<IEnumerable<IAuthorizationRequirement>> Requirements(
        IServiceProvider services, Endpoint route)
    {
        var given = route.Metadata.OfType<AuthorizationPolicy>();
        var named = await AuthorizationPolicy.CombineAsync(
            services.GetRequiredService<IAuthorizationPolicyProvider>(), route.Metadata.OfType<IAuthorizeData>());
        return given.Append(named).SelectMany(policy => policy?.Requirements ?? []);
    }

    /// <summary>The gateway's routes are configuration: a policy is named after its scopes.</summary>
    private static bool NamesScopes(string service, Endpoint route) => service == "Gateway"
        && route.Metadata.OfType<IAuthorizeData>().ToList() is { Count: > 0 } asked
        && asked.All(data => data.Policy?.Split('|').All(scope => Scope().IsMatch(scope)) == true);

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\.(read|write)$")]
    private static partial Regex Scope();

    /// <summary>gRPC answers UNIMPLEMENTED for what it does not know; the fallback policy stands before it.</summary>
    private static bool IsGrpcRefusal(RouteEndpoint route) =>
        route.DisplayName?.StartsWith("gRPC - Unimplemented", StringComparison.Ordinal) == true;
}
