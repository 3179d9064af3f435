using System.Security.Cryptography;
using FiveSocieties.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace FiveSocieties.Partners.Tokens;

/// <summary>The key that signs access tokens: ES256, made once, shared by all replicas.</summary>
public sealed class SigningKey
{
    public const string Purpose = "signingKey.privateKey";

    /// <summary>Always 1: of two replicas that make a key at the same moment, one meets the other's row here.</summary>
    public required int Slot { get; init; }

    /// <summary>Key id in the header of each token and in the published key set.</summary>
    public required string Kid { get; init; }

    /// <summary>PKCS #8 in PEM, sealed.</summary>
    public required Sealed PrivateKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static SigningKey New(Seal seal, DateTimeOffset now)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = Base64UrlEncoder.Encode(SHA256.HashData(pair.ExportSubjectPublicKeyInfo()).AsSpan(0, 9).ToArray());
        return new()
        {
            Slot = 1,
            Kid = kid,
            PrivateKey = seal.Close(Purpose, pair.ExportPkcs8PrivateKeyPem()),
            CreatedAt = now,
        };
    }

    public SigningCredentials Open(Seal seal)
    {
        var pair = ECDsa.Create();
        pair.ImportFromPem(seal.Open(Purpose, PrivateKey));
        return new(new ECDsaSecurityKey(pair) { KeyId = Kid }, SecurityAlgorithms.EcdsaSha256);
    }
}

/// <summary>Gives the issuer its keys when its options are first asked for.</summary>
internal sealed class IssuerKeys(IServiceProvider services) : IConfigureOptions<OpenIddictServerOptions>
{
    /// <summary>Has the options made now; a failure is forgotten, which the options' own cache would not do.</summary>
    public void Prepare()
    {
        try
        {
            _ = services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;
        }
        catch
        {
            services.GetRequiredService<IOptionsMonitorCache<OpenIddictServerOptions>>().Clear();
            throw;
        }
    }

    public void Configure(OpenIddictServerOptions options)
    {
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PartnersDb>();
        var seal = services.GetRequiredService<Seal>();
        options.SigningCredentials.Add((Read(db) ?? Make(db, seal)).Open(seal));
        // Asked for, and never used: no token of ours is encrypted. An RSA key would cost seconds here.
        options.EncryptionCredentials.Add(new(
            new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)),
            SecurityAlgorithms.Aes256KW,
            SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    private static SigningKey? Read(PartnersDb db) => db.SigningKeys.AsNoTracking().SingleOrDefault();

    private static SigningKey Make(PartnersDb db, Seal seal)
    {
        var made = SigningKey.New(seal, db.Now);
        db.SigningKeys.Add(made);
        try
        {
            db.SaveChanges();
            return made;
        }
        catch (DbUpdateException e) when (db.IsDuplicate(e))
        {
            db.ChangeTracker.Clear();
            return Read(db)!;
        }
    }
}
