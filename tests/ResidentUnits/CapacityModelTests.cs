using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ResidentUnits;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.ResidentUnits;

/// <summary>
/// A model beside the service: whatever is asked, accepted, declined, withdrawn, left to expire or delivered, one after
/// the other or at once, nothing is promised twice, and what is free is what was there without what is kept or gone.
/// </summary>
public sealed class CapacityModelTests : IAsyncDisposable
{
    private readonly ResidentUnitsHost host = new();
    private readonly List<Held> all = [];
    private readonly Dictionary<Guid, (NeedKind Kind, long Size)> resources = [];
    private readonly List<Slot> slots = [new(new(2026, 11, 24), DayPart.Morning), new(new(2026, 11, 24), DayPart.Evening)];
    private Guid unit;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task One_after_the_other_it_does_what_the_model_says(int seed)
    {
        await AFewResources();
        var random = new Random(seed);
        for (var step = 0; step < 120; step++)
        {
            await Step(random, $"seed {seed}, step {step}");
            await Balances($"seed {seed}, step {step}");
        }

        Assert.True(all.Count(x => x.State == EngagementState.Refused) > 5, "Nothing was ever scarce.");
        Assert.True(all.Count(x => x.State == EngagementState.Delivered) > 3, "Nothing was ever delivered.");
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task At_once_nothing_is_promised_twice(int seed)
    {
        await AFewResources();
        var random = new Random(seed);
        for (var burst = 0; burst < 25; burst++)
        {
            var sent = Enumerable.Range(0, random.Next(2, 5)).Select(_ => AnInvitation(random)).ToList();
            var open = all.Where(x => x.State is EngagementState.Asked or EngagementState.Accepted).ToList();
            var moves = Enumerable.Range(0, Math.Min(3, open.Count)).Select(_ => open[random.Next(open.Count)])
                .Select(held => Try(held, (EngagementMove)new[] { 0, 1, 3, 7 }[random.Next(4)], random.Next(1, 4)));
            await Task.WhenAll([.. sent.Select(x => host.Tell(x)), .. moves]);
            await Patiently.Until("all are heard", () => host.Look(async (ResidentUnitsDb db) =>
            {
                var ids = sent.ConvertAll(x => x.InvitationId);
                return await db.Engagements.CountAsync(x => ids.Contains(x.Id)) == ids.Count;
            }));
            all.AddRange(sent.Select(x => new Held(x)));
            await Withdrawals();
            await Balances($"seed {seed}, burst {burst}");
        }

        Assert.True(all.Count(x => x.State == EngagementState.Refused) > 5, "Nothing was ever scarce.");
    }

    private async Task AFewResources()
    {
        unit = await host.AUnit();
        foreach (var (kind, size) in ((NeedKind, long)[])
            [(NeedKind.Venue, 40), (NeedKind.Goods, 12), (NeedKind.Fund, 30), (NeedKind.Service, 6)])
            resources[await ThingTests.AThing(host, unit, $"{kind}", size)] = (kind, size);
        for (var i = 0; i < 2; i++)
            resources[await host.AServicePerson(unit)] = (NeedKind.People, 0);
    }

    private InvitationSent AnInvitation(Random random)
    {
        var (id, (kind, size)) = resources.ElementAt(random.Next(resources.Count));
        return ThingTests.AnInvitation(
            host, id, kind, kind == NeedKind.People ? 0 : random.NextInt64(1, size / 2 + 2), slots[random.Next(2)]);
    }

    private async Task Step(Random random, string where)
    {
        var open = all.Where(x => x.State is EngagementState.Asked or EngagementState.Accepted).ToList();
        var dice = random.Next(10);
        if (open.Count == 0 || dice < 5)
        {
            var sent = AnInvitation(random);
            var fits = Fits(sent);
            await host.Look(async (ResidentUnitsDb db) =>
            {
                await db.Ask(sent, ResidentUnitsHost.Community);
                return await db.SaveChangesAsync();
            });
            var held = new Held(sent) { State = fits ? EngagementState.Asked : EngagementState.Refused };
            all.Add(held);
            Assert.Equal((where, held.State), (where, await StateOf(held)));
            return;
        }

        var one = open[random.Next(open.Count)];
        if (dice == 9)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(31));
            await Patiently.Until("all have expired", async () =>
            {
                host.Clock.Advance(TimeSpan.FromSeconds(1));
                return !await host.Look((ResidentUnitsDb db) =>
                    db.Engagements.AnyAsync(x => x.State == EngagementState.Asked));
            });
            foreach (var asked in all.Where(x => x.State == EngagementState.Asked))
                asked.State = EngagementState.Expired;
            return;
        }

        EngagementMove[] moves = one.State == EngagementState.Asked
            ? [EngagementMove.Accept, EngagementMove.Accept, EngagementMove.Decline, EngagementMove.Deliver]
            : [EngagementMove.Deliver, EngagementMove.Deliver, EngagementMove.Withdraw, EngagementMove.Decline];
        var (move, quantity) = (moves[random.Next(4)], random.NextInt64(1, Math.Max(2, one.Sent.Size + 1)));
        await Try(one, move, quantity);
        one.Move(move, quantity);
        if (move == EngagementMove.Withdraw)
            await Withdrawals();
        Assert.Equal((where, one.State), (where, await StateOf(one)));
    }

    /// <summary>Does it, or is refused: whichever, the row says afterwards.</summary>
    private async Task Try(Held held, EngagementMove move, long quantity)
    {
        if (move == EngagementMove.Withdraw)
        {
            held.IsWithdrawn = true;
            await host.Tell(new InvitationWithdrawn(
                held.Sent.InvitationId, held.Sent.WhistleId, held.Sent.Society, held.Sent.ResourceId, "surplus"));
            return;
        }

        using var answer = await ThingTests.Act(
            host, unit, held.Sent, $"{move}".ToLowerInvariant(), move == EngagementMove.Deliver ? new { quantity } : null);
        Assert.True((int)answer.StatusCode is 200 or 409 or 422, $"{move}: {(int)answer.StatusCode}");
    }

    /// <summary>Waits until every withdrawal was heard, so that the rows say how all of it ended.</summary>
    private async Task Withdrawals()
    {
        var ids = all.Where(x => x.IsWithdrawn).Select(x => x.Sent.InvitationId).ToList();
        await Patiently.Until("withdrawn", () => host.Look(async (ResidentUnitsDb db) => !await db.Engagements.AnyAsync(x =>
            ids.Contains(x.Id) && (x.State == EngagementState.Asked || x.State == EngagementState.Accepted))));
        foreach (var held in all)
            held.State = await StateOf(held);
    }

    /// <summary>What the model says of a question: enough is left beside what is kept or gone.</summary>
    private bool Fits(InvitationSent sent)
    {
        var others = all.Where(x => x.Sent.ResourceId == sent.ResourceId).ToList();
        var inSlot = others.Where(x => x.Sent.Slot == sent.Slot).ToList();
        var size = resources[sent.ResourceId].Size;
        return sent.Kind switch
        {
            NeedKind.People => !inSlot.Exists(x => x.Holds) && others.Count(x => x.Holds) < 8,
            NeedKind.Venue => sent.Size <= size && !inSlot.Exists(x => x.Takes > 0),
            NeedKind.Service => sent.Size <= size - inSlot.Sum(x => x.Takes),
            _ => sent.Size <= size - others.Sum(x => x.Takes),
        };
    }

    private async Task Balances(string where)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ResidentUnitsDb>();
        var engagements = await db.Engagements.AsNoTracking().ToListAsync();
        foreach (var row in await db.Resources.AsNoTracking().ToListAsync())
        {
            var own = engagements.Where(x => x.HelperId == row.Id).ToList();
            var (kind, size) = resources[row.Id];
            Assert.Equal((where, own.Count(x => x.Holds)), (where, row.Holding));
            foreach (var slot in own.GroupBy(x => x.Slot))
                Assert.True(kind switch
                {
                    NeedKind.People => slot.Count(x => x.Holds) <= 1,
                    NeedKind.Venue => slot.Count(x => x.Takes > 0) <= 1,
                    NeedKind.Service => slot.Sum(x => x.Takes) <= size,
                    _ => true,
                }, $"{where}: {kind} is promised twice in {slot.Key}");
            if (row is not Thing thing || kind is not (NeedKind.Goods or NeedKind.Fund))
                continue;
            var gone = own.Sum(x => x.Quantity ?? 0);
            Assert.Equal((where, size - gone), (where, thing.Size));
            Assert.Equal((where, own.Where(x => x.Holds).Sum(x => x.Size)), (where, thing.Reserved));
            Assert.True(thing.Reserved <= thing.Size, $"{where}: {kind} is promised beyond what is there");
        }
    }

    private Task<EngagementState> StateOf(Held held) => host.Look((ResidentUnitsDb db) =>
        db.Engagements.Where(x => x.Id == held.Sent.InvitationId).Select(x => x.State).SingleAsync());

    /// <summary>What the model knows of one question.</summary>
    private sealed class Held(InvitationSent sent)
    {
        private long delivered;

        public InvitationSent Sent => sent;

        public EngagementState State { get; set; }

        public bool IsWithdrawn { get; set; }

        public bool Holds => State is EngagementState.Asked or EngagementState.Accepted;

        public long Takes => Holds ? sent.Size : delivered;

        public void Move(EngagementMove move, long quantity)
        {
            State = (State, move) switch
            {
                (EngagementState.Asked, EngagementMove.Accept) => EngagementState.Accepted,
                (EngagementState.Asked, EngagementMove.Decline) => EngagementState.Declined,
                (_, EngagementMove.Withdraw) => EngagementState.Withdrawn,
                (EngagementState.Accepted, EngagementMove.Deliver) when sent.Kind != NeedKind.People =>
                    EngagementState.Delivered,
                _ => State,
            };
            if (State == EngagementState.Delivered)
                delivered = quantity;
        }
    }
}
