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
