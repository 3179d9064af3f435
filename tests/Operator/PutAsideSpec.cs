using FiveSocieties.Tests.Messaging;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.Messaging.South;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Operator;

/// <summary>What an operator does with what was put aside, beside the running process; the same in both forms.</summary>
public abstract class PutAsideSpec : IAsyncLifetime
{
    /// <summary>Of the process under test; made anew for each test.</summary>
    protected Dictionary<string, string?> Settings { get; } = new() { ["Database:Create"] = "EnsureCreated" };

    /// <summary>How the operator is led to the same places.</summary>
    protected abstract string[] Where { get; }

    /// <summary>Where a delivery to the south stands that nobody could deal with.</summary>
    protected abstract string Deliveries { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task A_message_that_could_not_be_told_is_told_once_its_cause_is_mended()
    {
        await using (var before = await Villages.Start(Settings, bus: false))
        {
            await before.Ring("late");
            await before.In<NorthDb, int>(db => db.Outbox.ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Type, row => "Lost." + row.Type)));
        }

        await using var villages = await Villages.Start(Settings);
        await IsListed("North outbox: 1", "NotSupportedException");
        var id = await villages.In<NorthDb, Guid>(db => db.Outbox.Select(row => row.Id).SingleAsync());
        Assert.Contains("\"note\":\"late\"", await Say("show", $"{id}"));

        await villages.In<NorthDb, int>(db => db.Outbox.ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Type, row => row.Type.Substring("Lost.".Length))));
        Assert.Contains("1 replayed.", await Say("replay", $"{id}", "--why", "the type is back", "--who", "night shift"));
        await villages.BothHear("late");
        await villages.Quiet();

        Assert.Contains("Nothing is put aside.", await Say("list"));
        Assert.Contains("perhaps it was dealt with before", await Refusal("replay", $"{id}", "--why", "once more"));
        Assert.Matches($"North replay outbox {id} .*BellRung by night shift: the type is back", await Say("acts"));
        await villages.BothHear("late");
    }

    [Fact]
    public async Task A_delivery_is_made_again_to_the_one_who_could_not_deal_with_it()
    {
        await using var villages = await Villages.Start(Settings);
        villages.Script.Failures["southhard"] = 5; // as often as it is tried
        await villages.Ring("hard");
        await IsListed($"{Deliveries}: 1", "InvalidOperationException");
        await villages.Quiet();
        var id = await IdOf(villages, "hard");
        Assert.Contains("\"note\"", (await Say("show", id)).Replace(": ", ":"));
        Assert.DoesNotContain("名字", await Say("show", id)); // what the exception said

        Assert.Contains("1 replayed.", await Say("replay", id, "--why", "mended", "--service", "South"));
        await villages.BothHear("hard");
        await villages.Quiet();
        Assert.Equal((1, 6), (villages.Script.Tries("north", "hard"), villages.Script.Tries("south", "hard")));
        Assert.Contains("Nothing is put aside.", await Say("list"));
        Assert.Contains("South replay", await Say("acts"));
    }

    [Fact]
    public async Task What_fails_again_is_put_aside_again()
    {
        await using var villages = await Villages.Start(Settings);
        villages.Script.Failures["southhopeless"] = int.MaxValue;
        await villages.Ring("hopeless");
        await IsListed($"{Deliveries}: 1", "InvalidOperationException");
        await villages.Quiet();
        await Say("replay", "--all", "--why", "let us see");
        await Patiently.Until("tried again", () => Task.FromResult(villages.Script.Tries("south", "hopeless") == 10));
        await IsListed($"{Deliveries}: 1", "InvalidOperationException");
        Assert.Equal(1, await villages.Hearings<NorthDb>("hopeless"));
    }

    [Fact]
    public async Task All_of_it_is_replayed_at_one_word_or_discarded_with_a_reason()
    {
        await using var villages = await Villages.Start(Settings);
        for (var i = 0; i < 4; i++)
        {
            villages.Script.Failures["southhard" + i] = 5;
            await villages.Ring("hard" + i);
        }

        await IsListed($"{Deliveries}: 4", "InvalidOperationException");
        await villages.Quiet();
        Assert.Contains("Say why", await Refusal("discard", "--all"));
        Assert.Contains("Say which", await Refusal("discard", "--why", "unsaid"));
        Assert.Contains("4 put aside.", await Say("list"));

        var unwanted = await IdOf(villages, "hard0");
        Assert.Contains("hard0", await Say("discard", unwanted, "--why", "rung by mistake"));
        Assert.Contains("3 replayed.", await Say("replay", "--all", "--why", "mended"));
        for (var i = 1; i < 4; i++)
            await villages.BothHear("hard" + i);
        await villages.Quiet();
        Assert.Equal(0, await villages.Hearings<SouthDb>("hard0"));
        Assert.Contains("Nothing is put aside.", await Say("list"));
        Assert.Contains("0 replayed.", await Say("replay", "--all", "--why", "again"));
        Assert.Contains("by mistake", await Say("acts"));
    }

    /// <summary>What it answers to an order that is carried out.</summary>
    protected Task<string> Say(params string[] order) => Ask.Done([.. order, .. Where]);

    protected Task<string> Refusal(params string[] order) => Ask.Refused([.. order, .. Where]);

    protected Task IsListed(string place, string reason) => Patiently.Until($"{place}, {reason}", async () =>
        await Say("list") is var said && said.Contains(place + "\n") && said.Contains(reason));

    private async Task<string> IdOf(Villages villages, string note)
    {
        foreach (var line in (await Say("list")).Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)))
        {
            var id = line.Trim().Split(' ')[0];
            if ((await Say("show", id)).Contains($"\"{note}\""))
                return id;
        }

        throw new InvalidOperationException($"'{note}' is not put aside.");
    }
}
