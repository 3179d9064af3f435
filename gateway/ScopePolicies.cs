using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Gateway;

/// <summary>
/// Reads the policy of a route as scopes: <c>whistles.read</c>, or alternatives, <c>members.read|engagements.read</c>. The
/// gateway asks for a scope that opens the noun at all; the service asks for the exact one of each route.
/// </summary>
internal sealed class ScopePolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (await base.GetPolicyAsync(policyName) is { } named)
            return named;
        if (!policyName.Contains('.'))
            return null;
        var scopes = policyName.Split('|');
        return new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.FindAll("scope")
                .SelectMany(claim => claim.Value.Split(' ')).Any(scopes.Contains))
            .Build();
    }
}
