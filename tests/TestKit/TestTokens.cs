using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FiveSocieties.Tests.TestKit;

/// <summary>Access tokens like those of the built-in issuer, signed by a key that lives as long as the test run.</summary>
public static class TestTokens
{
    public const string Issuer = "https://issuer.example/";

    /// <summary>The key with which hosts under test check.</summary>
    public static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };

    public static string Write(string clientId, string scopes, string[] communities, string[] roles) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = "five-societies",
            TokenType = "at+jwt",
            Expires = DateTime.UtcNow.AddHours(1),
            SigningCredentials = new(Key, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["client_id"] = clientId,
                ["scope"] = scopes,
                ["communities"] = communities,
                ["roles"] = roles,
            },
        });
}
