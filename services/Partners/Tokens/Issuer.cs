using FiveSocieties.Partners.Clients;
using FiveSocieties.ServiceDefaults;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace FiveSocieties.Partners.Tokens;

/// <summary>
/// The built-in issuer: OAuth2 client credentials (RFC 6749, 4.4) by OpenIddict. Tokens are signed, not encrypted, live
/// five minutes and are not kept, so one costs a look at the client and a signature; what cannot be withdrawn ends soon.
/// </summary>
internal static class Issuer
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public static void AddIssuer(this WebApplicationBuilder builder)
    {
        var issuer = AddressOf(builder.Configuration);
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
        builder.Services.AddSingleton<IssuerKeys>();
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(
            services => services.GetRequiredService<IssuerKeys>());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<PartnersDb>()
                .ReplaceDefaultEntities<Client, UnusedGrant, UnusedScope, UnusedToken, Guid>())
            .AddServer(server =>
            {
                // Whoever checks a token has the machine's clock.
                server.Configure(options => options.TimeProvider = TimeProvider.System);
                server.SetIssuer(issuer)
                    .SetTokenEndpointUris("connect/token")
                    .AllowClientCredentialsFlow()
                    .SetAccessTokenLifetime(Lifetime)
                    .DisableAccessTokenEncryption()
                    .DisableTokenStorage()
                    .DisableAuthorizationStorage()
                    // Each client's own list decides, in IssueToken.
                    .RegisterScopes(Scopes.All)
                    .DisableScopeValidation()
                    .IgnoreScopePermissions()
                    .IgnoreEndpointPermissions()
                    .IgnoreGrantTypePermissions();
                server.AddEventHandler<ExtractTokenRequestContext>(handler => handler
                    .UseSingletonHandler<AwaitClients>().SetOrder(int.MinValue));
                server.AddEventHandler<ValidateTokenContext>(handler => handler
                    .UseSingletonHandler<AcceptPlainJwt>()
                    .SetOrder(Protection.ResolveTokenValidationParameters.Descriptor.Order + 1));
                server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler
                    .UseInlineHandler(context => ShowPublicAddress(context, issuer))
                    .SetOrder(Discovery.AttachEndpoints.Descriptor.Order + 1));
                server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
            });
    }

    public static void MapIssuer(this IEndpointRouteBuilder app) =>
        app.MapPost("/connect/token", IssueToken.Handle).WithTags("tokens")
            .Accepts<TokenForm>("application/x-www-form-urlencoded").Produces<TokenAnswer>().AllowAnonymous();

    /// <summary>Stands in each token as <c>iss</c>, letter by letter as the checking side has it.</summary>
    private static Uri AddressOf(IConfiguration configuration)
    {
        var authority = configuration["Identity:Authority"] ?? "http://127.0.0.1:8080";
        var text = configuration["Identity:Issuer"] ?? authority.TrimEnd('/') + "/";
        return Uri.TryCreate(text, UriKind.Absolute, out var issuer) && issuer.AbsoluteUri == text
            ? issuer
            : throw new ServiceStartException(
                $"Identity:Issuer must be an absolute address in its usual writing, such as 'https://example.org/', not '{text}'.");
    }

    /// <summary>
    /// TLS ends before us, so a request by the public name says http. Whoever asks by an internal name gets internal
    /// addresses: services fetch the keys without leaving their network.
    /// </summary>
    private static ValueTask ShowPublicAddress(HandleConfigurationRequestContext context, Uri issuer)
    {
        if (context.BaseUri?.Host == issuer.Host)
        {
            context.TokenEndpoint = new(issuer, "connect/token");
            context.JsonWebKeySetEndpoint = new(issuer, ".well-known/jwks");
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>The first requests may come before the clients of the configuration are written.</summary>
internal sealed class AwaitClients(BootstrapClients clients) : IOpenIddictServerHandler<ExtractTokenRequestContext>
{
    public async ValueTask HandleAsync(ExtractTokenRequestContext context) =>
        await clients.Ready.WaitAsync(TimeSpan.FromSeconds(10), context.CancellationToken);
}
