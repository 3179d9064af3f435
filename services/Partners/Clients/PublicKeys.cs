using System.Text.Json;
using FiveSocieties.ServiceDefaults;
using Microsoft.IdentityModel.Tokens;

namespace FiveSocieties.Partners.Clients;

/// <summary>Which keys a client may sign its assertions with: public ones, and strong.</summary>
internal static class PublicKeys
{
    public static readonly Problem Unfit = new(
        "client.keys-unfit", 422,
        "A key set of 1 to 5 public keys is needed: EC on P-256, P-384 or P-521, or RSA of 2048 bits or more.",
        "需要包含 1 至 5 个公钥的密钥集:EC(P-256、P-384、P-521)或不少于 2048 位的 RSA。");

    private static readonly string[] Curves = ["P-256", "P-384", "P-521"];

    public static bool Accept(JsonElement set) =>
        set.ValueKind == JsonValueKind.Object
        && set.TryGetProperty("keys", out var keys)
        && keys.ValueKind == JsonValueKind.Array
        && keys.GetArrayLength() is > 0 and <= 5
        && keys.EnumerateArray().All(IsFit);

    private static bool IsFit(JsonElement text)
    {
        if (text.ValueKind != JsonValueKind.Object || !IsFlat(text))
            return false;
        var key = new JsonWebKey(text.GetRawText());
        return !key.HasPrivateKey
            && string.IsNullOrEmpty(key.K)
            && key.Use is null or "sig"
            && key.Kty switch
            {
                JsonWebAlgorithmsKeyTypes.EllipticCurve =>
                    Curves.Contains(key.Crv) && IsNumber(key.X, 32) && IsNumber(key.Y, 32),
                JsonWebAlgorithmsKeyTypes.RSA => IsNumber(key.N, 256) && IsNumber(key.E, 3),
                _ => false,
            };
    }

    /// <summary>What we read of a key are texts; a list or a number in their place is no key.</summary>
    private static bool IsFlat(JsonElement key) =>
        key.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String
            || member.Name is "key_ops" or "x5c" or "oth" or "ext" or "iat" or "exp" or "nbf");

    private static bool IsNumber(string? text, int least) =>
        text is not null
        && System.Buffers.Text.Base64Url.IsValid(text, out var size)
        && size >= least
        && size <= 1024;
}
