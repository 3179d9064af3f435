using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace FiveSocieties.ServiceDefaults;

/// <summary>The HTTP interface described by itself: <c>/openapi/v1.json</c>, and <c>/docs</c> to try it.</summary>
internal static class OpenApi
{
    private const string Scheme = "oauth2";

    public static void AddOpenApiDocument(this WebApplicationBuilder builder) =>
        builder.Services.AddOpenApi("v1", openapi =>
        {
            openapi.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new()
                {
                    Title = "Five Societies (五社联动)",
                    Version = "v1",
                    Description = "Needs are raised, whistles blown, the five societies linked, help credited.",
                };
                document.Components ??= new();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [Scheme] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.OAuth2,
                        Flows = new() { ClientCredentials = new() { TokenUrl = new("/connect/token", UriKind.Relative) } },
                    },
                };
                return Task.CompletedTask;
            });
            openapi.AddOperationTransformer((operation, context, _) =>
            {
                var scopes = context.Description.ActionDescriptor.EndpointMetadata.OfType<AuthorizationPolicy>()
                    .SelectMany(policy => policy.Requirements).OfType<ScopeRequirement>()
                    .Select(requirement => requirement.Scope).ToList();
                if (scopes.Count > 0)
                    operation.Security =
                    [
                        new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = scopes },
                    ];
                return Task.CompletedTask;
            });
            openapi.AddOperationTransformer(DocComments.Describe);
            openapi.AddSchemaTransformer(DocComments.Describe);
        });

    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/docs", docs => docs
            .WithTitle("Five Societies").WithOpenApiRoutePattern("/openapi/v1.json")
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton())
            .AllowAnonymous();
    }
}
