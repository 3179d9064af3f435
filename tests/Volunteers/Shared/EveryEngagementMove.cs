using System.Net.Http.Json;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Engagements;

/// <summary>
/// The table of an engagement, row by row, in one society: by HTTP what the person does, by events what SocialWork says, by
/// the clock what happens when nobody does anything. What life names happens and says its event; everything else is refused
/// and changes nothing. Each society's tests say how one of its own comes to be asked.
/// </summary>
public abstract class EveryEngagementMove<TDb>(Society society)
    where TDb : SocietyDb
{
    private static readonly string[] Verbs = ["accept", "decline", "start", "finish"];

    /// <summary>Written down from the page that the product is built from, not from the code.</summary>
    private static readonly (EngagementState From, string Move, EngagementState To)[] Life =
    [
        (EngagementState.Asked, "accept", EngagementState.Accepted),
        (EngagementState.Asked, "decline", EngagementState.Declined),
        (EngagementState.Asked, "time passes", EngagementState.Expired),
        (EngagementState.Asked, "withdrawn", EngagementState.Withdrawn),
        (EngagementState.Accepted, "withdrawn", EngagementState.Withdrawn),
        (EngagementState.Accepted, "start", EngagementState.Started),
        (EngagementState.Accepted, "time passes", EngagementState.Missed),
        (EngagementState.Started, "finish", EngagementState.Finished),
    ];

    /// <summary>A slot in which everybody here is free, after the time of the tests' clock.</summary>
    private static readonly Slot Tuesday = new(new(2026, 11, 24), DayPart.Morning);

    /// <summary>Nobody is delivered: things have tests of their own.</summary>
    public static TheoryData<EngagementState> States =>
        [.. Enum.GetValues<EngagementState>().Except([EngagementState.Delivered])];

    protected abstract ServiceHost<TDb> NewHost();

    /// <summary>Somebody new who can be asked, and the path below which their engagements are answered.</summary>
    protected abstract Task<(Guid Helper, string Path)> AHelper(ServiceHost<TDb> host);

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_life_allows_happens_and_everything_else_changes_nothing(EngagementState state)
    {
        await using var host = NewHost();
        var http = host.Client("engagements.read engagements.write");
        foreach (var move in (string[])[.. Verbs, "withdrawn", "time passes"])
        {
            var asked = await In(host, http, state);
            var before = await Row(host, asked.Sent);
            var row = Life.SingleOrDefault(x => x.From == state && x.Move == move);

            if (Verbs.Contains(move))
                await ByHttp(http, asked, move, row.Move is not null);
            else if (move == "withdrawn")
                await TellAndWait(host, new InvitationWithdrawn(
                    asked.Sent.InvitationId, asked.Sent.WhistleId, society, asked.Sent.ResourceId, "surplus"));
            else
                await TimePasses(host, http, asked.Sent, row.Move is null ? state : row.To);

            var after = await Row(host, asked.Sent);
            Assert.True(after.State == (row.Move is null ? state : row.To), $"{move} of {state} ended {after.State}");
            if (row.Move is null)
                Assert.Equal(before.Version, after.Version);
            var said = Said(state).Union(Said(after.State)).ToHashSet();
            await Patiently.Until($"{move} of {state} is told", () =>
                Task.FromResult(said.IsSubsetOf(Told(host, asked.Sent))));
            Assert.Subset(said, Told(host, asked.Sent));
            await HoldsWhatIsOpen(host, asked.Sent.ResourceId);
        }
    }

    /// <summary>All that is told on the way to a state.</summary>
    private static Type[] Said(EngagementState state) => state switch
    {
        EngagementState.Refused => [typeof(InvitationRefused)],
        EngagementState.Declined => [typeof(InvitationDeclined)],
        EngagementState.Expired => [typeof(InvitationExpired)],
        EngagementState.Accepted => [typeof(InvitationAccepted)],
        EngagementState.Missed => [typeof(InvitationAccepted), typeof(EngagementMissed)],
        EngagementState.Started => [typeof(InvitationAccepted), typeof(EngagementStarted)],
        EngagementState.Finished =>
            [typeof(InvitationAccepted), typeof(EngagementStarted), typeof(EngagementFinished)],
        _ => [],
    };

    private static async Task ByHttp(
        HttpClient http, (InvitationSent Sent, string Path) asked, string verb, bool isAllowed)
    {
        var answer = http.PostAsJsonAsync($"{asked.Path}/engagements/{asked.Sent.InvitationId}/{verb}", new { });
        if (isAllowed)
            await answer.Body();
        else
            Assert.Equal((409, "engagement.illegal-move", null), await answer.AsProblem());
    }

    /// <summary>Long enough for every clock. Somebody who had accepted later than this one is missed by then: so what
    /// should not move has had its chance.</summary>
    private async Task TimePasses(ServiceHost<TDb> host, HttpClient http, InvitationSent sent, EngagementState to)
    {
        var witness = await In(host, http, EngagementState.Accepted);
        var now = host.Clock.GetUtcNow();
        host.Clock.Advance(witness.Sent.Slot.Ends - now + TimeSpan.FromDays(1));
        foreach (var (one, state) in ((InvitationSent, EngagementState)[])[(witness.Sent, EngagementState.Missed), (sent, to)])
            await Patiently.Until($"the engagement is {state}", async () =>
            {
                host.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await Row(host, one)).State == state;
            });
    }

    /// <summary>An engagement that came to its state in the ways of life.</summary>
    private async Task<(InvitationSent Sent, string Path)> In(
        ServiceHost<TDb> host, HttpClient http, EngagementState state)
    {
        var (helper, path) = await AHelper(host);
        if (state == EngagementState.Refused)
            await TellAndWait(host, AnInvitation(host, helper));
        var sent = AnInvitation(host, helper);
        var asked = (sent, path);
        await TellAndWait(host, sent);
        foreach (var verb in Way(state))
            await ByHttp(http, asked, verb, isAllowed: true);
        if (state is EngagementState.Expired or EngagementState.Missed)
            await TimePasses(host, http, sent, state);
        else if (state == EngagementState.Withdrawn)
            await TellAndWait(host, new InvitationWithdrawn(
                sent.InvitationId, sent.WhistleId, society, helper, "surplus"));
        Assert.Equal(state, (await Row(host, sent)).State);
        return asked;
    }

    private static string[] Way(EngagementState state) => state switch
    {
        EngagementState.Accepted or EngagementState.Missed => ["accept"],
        EngagementState.Declined => ["decline"],
        EngagementState.Started => ["accept", "start"],
        EngagementState.Finished => ["accept", "start", "finish"],
        _ => [],
    };

    private InvitationSent AnInvitation(ServiceHost<TDb> host, Guid helper)
    {
        var (now, slot) = (host.Clock.GetUtcNow(), Tuesday);
        while (slot.Starts < now)
            slot = slot with { Date = slot.Date.AddDays(7) };
        return new(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 1, Guid.CreateVersion7(), society, helper,
            "accompany", slot, now.AddMinutes(30), "policy-1");
    }

    private static async Task HoldsWhatIsOpen(ServiceHost<TDb> host, Guid helper)
    {
        var (holding, open) = await host.Look(async (TDb db) =>
        {
            await using var moment = await db.Database.BeginTransactionAsync(); // another of theirs may just expire
            return (
                await db.Helpers.Where(x => x.Id == helper).Select(x => x.Holding).SingleAsync(),
                (await db.Engagements.AsNoTracking().Where(x => x.HelperId == helper).ToListAsync()).Count(x => x.Holds));
        });
        Assert.Equal(open, holding);
    }

    private static Task<Engagement> Row(ServiceHost<TDb> host, InvitationSent sent) => host.Look(
        (TDb db) => db.Engagements.AsNoTracking().SingleAsync(x => x.Id == sent.InvitationId));

    /// <summary>What the owner has told of an engagement; what follows from it elsewhere is not asked here.</summary>
    private static HashSet<Type> Told(ServiceHost<TDb> host, InvitationSent sent) =>
    [
        .. host.Told.All<object>().Where(x => IsAbout(x, sent)).Select(x => x.GetType())
            .Where(type => Enum.GetValues<EngagementState>().Any(state => Said(state).Contains(type))),
    ];

    private static bool IsAbout(object told, InvitationSent sent) =>
        told.GetType().GetProperty("InvitationId")?.GetValue(told) is Guid id && id == sent.InvitationId;

    private static async Task TellAndWait<T>(ServiceHost<TDb> host, T message)
        where T : class
    {
        var id = Guid.CreateVersion7();
        await host.Tell(message, messageId: id);
        await Patiently.Until("message is in the inbox", () =>
            host.Look((TDb db) => db.Inbox.AnyAsync(x => x.MessageId == id)));
    }
}
