using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Records;

/// <summary>
/// Finds a row by personal data without opening any: an indexed column holds the HMAC of the value, a search makes the
/// same HMAC again. Give it the canonical form (<see cref="PhoneNumber"/>, <see cref="IdentityNumber"/>): it compares
/// bytes.
/// </summary>
public sealed class BlindIndex(IOptions<RecordKeys> options)
{
    private readonly byte[] key = RecordKeys.Bytes(options.Value.IndexKey!);

    /// <summary>43 characters of base64url; equal only for equal text of the same purpose ("table.column").</summary>
    public string Of(string purpose, string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\n{text}")));
}
