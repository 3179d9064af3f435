namespace FiveSocieties.Tests.Operator;

/// <summary>How an order is read.</summary>
public sealed class DeskTests
{
    [Theory]
    [InlineData("Nowhere to look", "list")]
    [InlineData("There is no folder 'none'", "list", "--data", "none")]
    [InlineData("'dance' is no command", "dance", "--data", ".")]
    [InlineData("One command and at most one id", "show", "one", "two")]
    [InlineData("--data needs a value", "list", "--data")]
    [InlineData("RabbitMQ:Uri is not an address", "list", "--RabbitMQ:Uri", "broker:5672")]
    [InlineData("--limit takes a number", "acts", "--data", ".", "--limit", "few")]
    [InlineData("Say where: --to", "backup", "--data", ".")]
    [InlineData("Say of what", "backup", "--to", "nowhere")]
    [InlineData("one at a time", "backup", "--to", "nowhere", "--data", ".", "--ConnectionStrings:North", "Host=127.0.0.1")]
    [InlineData("RabbitMQ:Uri is not set", "backup", "--to", "nowhere", "--ConnectionStrings:North", "Host=127.0.0.1")]
    [InlineData("one alone would contradict", "backup", "--to", "nowhere", "--data", ".", "--service", "North")]
    [InlineData("--patience takes", "backup", "--patience", "much")]
    [InlineData("no whole backup", "restore", "--from", ".", "--data", "nowhere")]
    public async Task What_makes_no_sense_is_one_sentence(string sentence, params string[] order) =>
        Assert.Contains(sentence, await Ask.Refused(order));

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = await Ask.Done("--help");
        string[] commands = ["list", "show", "replay", "discard", "acts", "backup", "restore"];
        Assert.All(commands, command => Assert.Contains($"  {command} ", help));
    }
}
