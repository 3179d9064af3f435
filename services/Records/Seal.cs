using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Records;

/// <summary>
/// Closes and opens personal data: AES-256-GCM with a random nonce, written <c>v1.&lt;key id&gt;.&lt;nonce, cipher, tag
/// in base64url&gt;</c>. The purpose ("table.column") is authenticated with the text, so a value moved to another
/// column does not open. One key is good for 2³² values; rotate long before.
/// </summary>
public sealed class Seal
{
    private const string Version = "v1";
    private readonly Dictionary<string, byte[]> keys;
    private readonly string current;

    public Seal(IOptions<RecordKeys> options)
    {
        keys = options.Value.AllEncryptionKeys().ToDictionary(key => key.Key, key => RecordKeys.Bytes(key.Value));
        current = options.Value.CurrentId()!;
    }

    private static int NonceSize => AesGcm.NonceByteSizes.MaxSize;

    private static int TagSize => AesGcm.TagByteSizes.MaxSize;

    /// <summary>Seals a text for one purpose under the current key; nothing stays nothing.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public Sealed? Close(string purpose, string? text)
    {
        if (text is null)
            return null;
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceSize + plain.Length + TagSize];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(keys[current], TagSize);
        cipher.Encrypt(nonce, plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length),
            Encoding.UTF8.GetBytes(purpose));
        return new Sealed($"{Version}.{current}.{Base64Url.EncodeToString(box)}");
    }

    /// <summary>Opens a value with the purpose it was closed for.</summary>
    /// <exception cref="CryptographicException">The value was changed, belongs to another purpose, or its key is not
    /// among ours. The message names purpose and key id, never content.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    public string? Open(string purpose, Sealed? value)
    {
        if (value is null)
            return null;
        var parts = value.Text.Split('.');
        if (parts is not [Version, var id, var body] || !Base64Url.IsValid(body, out var size)
            || size < NonceSize + TagSize)
            throw new CryptographicException($"A value of {purpose} is not a sealed one.");
        if (!keys.TryGetValue(id, out var key))
            throw new CryptographicException($"A value of {purpose} needs the key '{id}', which is not here.");
        var box = Base64Url.DecodeFromChars(body);
        var plain = new byte[box.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(key, TagSize);
        cipher.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plain.Length), box.AsSpan(^TagSize..), plain,
            Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }
}
