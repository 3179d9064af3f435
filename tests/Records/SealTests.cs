using System.Security.Cryptography;
using System.Text.Json;
using FiveSocieties.Records;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using static FiveSocieties.Tests.Records.HostWithKeys;

namespace FiveSocieties.Tests.Records;

public sealed class SealTests
{
    private const string Name = "people.name";

    [Theory]
    [InlineData("")]
    [InlineData("Wang Fang")]
    [InlineData("欧阳小红 🙂")]
    public void What_was_closed_opens_again(string text)
    {
        using var host = Build();
        var seal = host.Get<Seal>();
        Assert.Equal(text, seal.Open(Name, seal.Close(Name, text)));
    }

    [Fact]
    public void Nothing_stays_nothing()
    {
        using var host = Build();
        Assert.Null(host.Get<Seal>().Close(Name, null));
        Assert.Null(host.Get<Seal>().Open(Name, null));
    }

    [Fact]
    public void The_same_text_is_never_closed_alike()
    {
        using var host = Build();
        var seal = host.Get<Seal>();
        Assert.NotEqual(seal.Close(Name, "Wang Fang"), seal.Close(Name, "Wang Fang"));
    }

    [Fact]
    public void Every_flipped_bit_is_refused()
    {
        using var host = Build();
        var seal = host.Get<Seal>();
        var parts = Stored(seal.Close(Name, "Wang")).Split('.');
        var box = System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]);
        for (var bit = 0; bit < box.Length * 8; bit++)
        {
            box[bit / 8] ^= (byte)(1 << bit % 8);
            var changed = $"{parts[0]}.{parts[1]}.{System.Buffers.Text.Base64Url.EncodeToString(box)}";
            Assert.ThrowsAny<CryptographicException>(() => seal.Open(Name, FromStored(changed)));
            box[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void A_value_moved_to_another_column_is_refused()
    {
        using var host = Build();
        var seal = host.Get<Seal>();
        var value = seal.Close("people.note", "Wang Fang");
        Assert.ThrowsAny<CryptographicException>(() => seal.Open(Name, value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Wang Fang")]
    [InlineData("v1.k1")]
    [InlineData("v1.k1.AAAA")]
    [InlineData("v1.k1.***")]
    [InlineData("v2.k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("v1.k9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_sealed_value_is_refused(string stored)
    {
        using var host = Build();
        var refused = Assert.ThrowsAny<CryptographicException>(() => host.Get<Seal>().Open(Name, FromStored(stored)));
        Assert.Contains(Name, refused.Message);
        Assert.DoesNotContain("Wang", refused.Message);
    }

    [Fact]
    public void A_sealed_value_shows_itself_nowhere()
    {
        using var host = Build();
        var value = host.Get<Seal>().Close(Name, "Wang Fang");
        Assert.Equal("sealed", $"{value}");
        Assert.Equal("Row { Name = sealed }", new Row(value).ToString());
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new Row(value)));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Row>("""{"Name":"Wang"}"""));
    }

    [Fact]
    public void After_rotation_old_values_open_and_new_ones_use_the_new_key()
    {
        var keys = Keys();
        using var before = Build(keys);
        var old = before.Get<Seal>().Close(Name, "Wang Fang");

        (keys["Records:EncryptionKeys:k1"], keys["Records:EncryptionKey"]) = (keys["Records:EncryptionKey"], null);
        (keys["Records:EncryptionKeys:k2"], keys["Records:Current"]) = (Key(), "k2");
        using var after = Build(keys);
        var seal = after.Get<Seal>();

        Assert.Equal("Wang Fang", seal.Open(Name, old));
        Assert.StartsWith("v1.k2.", Stored(seal.Close(Name, "Wang Fang")));
        var tooNew = seal.Close(Name, "Li Wei");
        var refused = Assert.Throws<CryptographicException>(() => before.Get<Seal>().Open(Name, tooNew));
        Assert.Contains("'k2'", refused.Message);
    }

    [Fact]
    public async Task Two_hosts_of_one_process_keep_their_own_keys()
    {
        using var one = Build();
        using var other = Build();
        await using var ones = await PeopleDb.InMemory();
        await using var others = await PeopleDb.InMemory();
        var (here, there) = (one.Get<Seal>(), other.Get<Seal>());

        ones.Add(new Person { Name = here.Close(Name, "Wang Fang") });
        others.Add(new Person { Name = there.Close(Name, "Li Wei") });
        await ones.SaveChangesAsync();
        await others.SaveChangesAsync();
        ones.ChangeTracker.Clear();
        others.ChangeTracker.Clear();

        var (wang, li) = (await ones.People.SingleAsync(), await others.People.SingleAsync());
        Assert.Equal("Wang Fang", here.Open(Name, wang.Name));
        Assert.Equal("Li Wei", there.Open(Name, li.Name));
        Assert.ThrowsAny<CryptographicException>(() => here.Open(Name, li.Name));
        Assert.ThrowsAny<CryptographicException>(() => there.Open(Name, wang.Name));
    }

    [Fact]
    public async Task The_database_holds_only_ciphertext()
    {
        using var host = Build();
        await using var db = await PeopleDb.InMemory();
        db.Add(new Person { Name = host.Get<Seal>().Close(Name, "Wang Fang") });
        await db.SaveChangesAsync();

        var stored = await db.Database.SqlQueryRaw<string>("SELECT Name AS Value FROM People").SingleAsync();
        Assert.StartsWith("v1.k1.", stored);
        Assert.DoesNotContain("Wang", stored);
    }

    [Fact]
    public async Task A_person_is_found_by_blind_index()
    {
        using var host = Build();
        var (seal, index) = (host.Get<Seal>(), host.Get<BlindIndex>());
        await using var db = await PeopleDb.InMemory();
        foreach (var phone in (string[])["13800000001", "13800000002"])
            db.Add(new Person { Name = seal.Close(Name, phone), PhoneIndex = index.Of("people.phone", phone) });
        await db.SaveChangesAsync();

        var sought = index.Of("people.phone", "13800000002");
        var found = await db.People.SingleAsync(x => x.PhoneIndex == sought);
        Assert.Equal("13800000002", seal.Open(Name, found.Name));
        Assert.NotEqual(sought, index.Of("people.name", "13800000002"));
        Assert.DoesNotContain("13800000002", sought);
    }

    private static string Stored(Sealed value) => (string)new SealedColumn().ConvertToProvider(value)!;

    private static Sealed FromStored(string stored) => (Sealed)new SealedColumn().ConvertFromProvider(stored)!;

    private sealed record Row(Sealed Name);
}

public sealed class Person
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Sealed? Name { get; set; }

    public string? PhoneIndex { get; set; }
}

public sealed class PeopleDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Person> People => Set<Person>();

    public static async Task<PeopleDb> InMemory()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        var db = new PeopleDb(new DbContextOptionsBuilder().UseSqlite(connection, contextOwnsConnection: true).Options);
        await db.Database.EnsureCreatedAsync();
        return db;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) =>
        configuration.AddSealedColumns();

    protected override void OnModelCreating(ModelBuilder model) => model.AddReadReceipts();
}
