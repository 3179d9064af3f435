using FiveSocieties.Records;
using Microsoft.Extensions.Options;
using static FiveSocieties.Tests.Records.HostWithKeys;

namespace FiveSocieties.Tests.Records;

public sealed class RecordKeysTests
{
    [Theory]
    [InlineData("Records:EncryptionKey", null, "Records:EncryptionKey is missing")]
    [InlineData("Records:EncryptionKey", "c2hvcnQ=", "Records:EncryptionKey is not 32 bytes")]
    [InlineData("Records:EncryptionKey", "not base64 at all", "Records:EncryptionKey is not 32 bytes")]
    [InlineData("Records:IndexKey", null, "Records:IndexKey is missing")]
    [InlineData("Records:PersonKey", "", "Records:PersonKey is not 32 bytes")]
    [InlineData("Records:Current", "k7", "Records:Current must name")]
    [InlineData("Records:EncryptionKeys:a.b", "c2hvcnQ=", "has the id 'a.b'")]
    [InlineData("Records:EncryptionKeys:k1", "c2hvcnQ=", "the same place")]
    public async Task Wrong_keys_stop_the_start_with_one_sentence(string setting, string? value, string sentence)
    {
        var keys = Keys();
        keys[setting] = value;
        using var host = Build(keys);
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(sentence, Assert.Single(refused.Failures));
    }

    [Fact]
    public async Task One_key_may_not_serve_two_ends()
    {
        var keys = Keys();
        keys["Records:PersonKey"] = keys["Records:IndexKey"];
        using var host = Build(keys);
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    [Fact]
    public void A_data_folder_without_keys_gets_them_once()
    {
        using var folder = new Folder();
        using var first = OverFolder(folder.Path);
        var value = first.Get<Seal>().Close("people.name", "Wang Fang");

        using var second = OverFolder(folder.Path);
        Assert.Equal("Wang Fang", second.Get<Seal>().Open("people.name", value));
        Assert.Equal(first.Get<PersonRef>().Of("13800000001"), second.Get<PersonRef>().Of("13800000001"));
        var keys = Path.Combine(folder.Path, "keys.json");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(keys));
    }

    [Fact]
    public async Task Many_that_start_at_once_share_one_key_file()
    {
        using var folder = new Folder();
        var data = Path.Combine(folder.Path, "not", "yet", "there");
        var refs = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Factory.StartNew(() =>
        {
            using var host = OverFolder(data);
            return host.Get<PersonRef>().Of("13800000001");
        }, TaskCreationOptions.LongRunning)));
        Assert.Single(refs.Distinct());
    }

    [Fact]
    public void Given_keys_win_over_the_data_folder()
    {
        using var folder = new Folder();
        var settings = Keys();
        settings["Data"] = folder.Path;
        using var host = Build(settings);
        host.Get<Seal>().Close("people.name", "Wang Fang");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_damaged_key_file_is_never_replaced()
    {
        using var folder = new Folder();
        var keys = Path.Combine(folder.Path, "keys.json");
        await File.WriteAllTextAsync(keys, "{ \"encryptionKeys\":");
        using var host = OverFolder(folder.Path);
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(keys, refused.Message);
        Assert.Equal("{ \"encryptionKeys\":", await File.ReadAllTextAsync(keys));
    }
}
