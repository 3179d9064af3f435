using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace FiveSocieties.ServiceDefaults;

/// <summary>The problems of who is calling.</summary>
public static class IdentityProblems
{
    public static readonly Problem NoToken = new(
        "identity.no-token", 401, "An access token is needed; this one is absent, wrong or expired.",
        "需要访问令牌;令牌缺失、无效或已过期。");

    public static readonly Problem NoScope = new(
        "identity.no-scope", 403, "The access token lacks the scope for this.", "访问令牌缺少所需的权限范围。");

    public static readonly Problem NoRole = new(
        "identity.no-role", 403, "The client does not have the role for this.", "客户端没有所需的角色。");

    public static readonly Problem ForeignCommunity = new(
        "identity.foreign-community", 403, "The client does not serve this community.", "客户端不服务于该社区。");
}

/// <summary>Who calls: a client of an organisation, as its token says.</summary>
public sealed class Caller(IHttpContextAccessor http)
{
    private readonly ClaimsPrincipal user = http.HttpContext?.User ?? new();

    /// <summary>The OAuth2 client.</summary>
    public string ClientId => user.FindFirstValue("client_id") ?? "";

    /// <summary>12-digit codes of the communities that it serves.</summary>
    public IReadOnlyList<string> Communities => user.FindAll("communities").Select(claim => claim.Value).ToArray();

    /// <summary>Whether it serves this community.</summary>
    public bool Serves(string community) => user.HasClaim("communities", community);

    /// <summary>Whether it may do this.</summary>
    public bool Has(string scope) => ScopeRequirement.Holds(user, scope);

    /// <summary>Whether it acts for <c>staff</c>, <c>linker</c>, <c>sub-district</c>, <c>branch</c> …</summary>
    public bool In(string role) => user.HasClaim("roles", role);
}

/// <summary>A scope that the token must have.</summary>
/// <param name="Scope">Noun and verb: <c>whistles.write</c>.</param>
public sealed record ScopeRequirement(string Scope) : IAuthorizationRequirement
{
    internal static bool Holds(ClaimsPrincipal user, string scope) =>
        user.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(scope));
}

internal sealed class ScopeHandler : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (ScopeRequirement.Holds(context.User, requirement.Scope))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>OAuth2 access tokens of the built-in issuer or of any OpenID Connect provider.</summary>
public static class Identity
{
    /// <summary>The audience of every access token.</summary>
    public const string Audience = "five-societies";

    /// <summary>The scope with which services ask each other over gRPC.</summary>
    public const string Internal = "internal";

    /// <summary>Only callers whose token has this scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder routes, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization(policy => policy.RequireAuthenticatedUser()
            .AddRequirements(new ScopeRequirement(scope)));

    /// <summary>Checks the tokens of <c>Identity:Authority</c>, and denies what no policy allows.</summary>
    internal static void AddIdentity(this WebApplicationBuilder builder)
    {
        var authority = builder.Configuration["Identity:Authority"] ?? "http://127.0.0.1:8080";
        builder.Services.AddScoped<Caller>();
        builder.Services.AddSingleton<IAuthorizationHandler, ScopeHandler>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.Authority = authority;
            bearer.RequireHttpsMetadata = builder.Configuration.GetValue("Identity:RequireHttps", false);
            bearer.MapInboundClaims = false;
            bearer.Audience = Audience;
            bearer.TokenValidationParameters = new TokenValidationParameters
            {
                ValidTypes = ["at+jwt"],
                ValidAudience = Audience,
                ValidIssuer = builder.Configuration["Identity:Issuer"] ?? authority.TrimEnd('/') + "/",
                ClockSkew = TimeSpan.FromSeconds(30),
            };
            bearer.Events = new JwtBearerEvents
            {
                OnChallenge = challenge =>
                {
                    challenge.HandleResponse();
                    challenge.Response.Headers.WWWAuthenticate = "Bearer";
                    return IdentityProblems.NoToken.Plain.ExecuteAsync(challenge.HttpContext);
                },
                // A process that has just started knows no keys, and whoever has them may be away: this says so.
                OnAuthenticationFailed = failed => failed.Exception is SecurityTokenSignatureKeyNotFoundException
                    ? failed.Options.ConfigurationManager?.GetConfigurationAsync(failed.HttpContext.RequestAborted) ?? Task.CompletedTask
                    : Task.CompletedTask,
                OnForbidden = forbidden => WhyNot(forbidden.HttpContext).Plain.ExecuteAsync(forbidden.HttpContext),
            };
        });
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
    }

    /// <summary>The fallback also denies paths that lead nowhere: whoever shows a token is told so.</summary>
    private static Problem WhyNot(HttpContext http) =>
        http.GetEndpoint() is null ? RequestProblems.NotFound : IdentityProblems.NoScope;
}
