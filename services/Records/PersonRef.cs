using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Records;

/// <summary>
/// The name one person has in every service without being named: HMAC of the identity number or telephone number under
/// the installation's person key. It is given to Matching alone, by gRPC; it stands in no event, story, webhook or log.
/// </summary>
public sealed class PersonRef(IOptions<RecordKeys> options)
{
    private readonly byte[] key = RecordKeys.Bytes(options.Value.PersonKey!);

    /// <summary>43 characters of base64url, the same for the same number however it was written.</summary>
    /// <exception cref="ArgumentException">Neither a valid identity number nor a valid telephone number.</exception>
    public string Of(string identityOrPhone)
    {
        if (!IdentityNumber.TryParse(identityOrPhone, out var number)
            && !PhoneNumber.TryParse(identityOrPhone, out number))
            throw new ArgumentException("Neither an identity number nor a telephone number.", nameof(identityOrPhone));
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(number)));
    }
}
