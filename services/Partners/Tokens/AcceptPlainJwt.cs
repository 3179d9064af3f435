using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace FiveSocieties.Partners.Tokens;

/// <summary>
/// Most libraries write <c>JWT</c>, or nothing, as the type of a client assertion (RFC 7523); OpenIddict asks for
/// <c>client-authentication+jwt</c>. Any other type is still refused, so no token made for another end passes.
/// </summary>
internal sealed class AcceptPlainJwt : IOpenIddictServerHandler<ValidateTokenContext>
{
    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.ValidTokenTypes is { Count: 1 } types && types.Contains(TokenTypeIdentifiers.Private.ClientAssertion))
            context.TokenValidationParameters!.TypeValidator = (type, _, _) => IsAssertion(type)
                ? JsonWebTokenTypes.ClientAuthentication
                : throw new SecurityTokenInvalidTypeException("Not a client assertion.") { InvalidType = type };
        return ValueTask.CompletedTask;
    }

    private static bool IsAssertion(string? type) =>
        string.IsNullOrEmpty(type)
        || string.Equals(type, JsonWebTokenTypes.GenericJsonWebToken, StringComparison.OrdinalIgnoreCase)
        || type == JsonWebTokenTypes.ClientAuthentication;
}
