using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;
using FiveSocieties.SocialWork;
using FiveSocieties.SocialWork.Linkages;
using FiveSocieties.Tests.TestKit;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Candidate = FiveSocieties.ResourceMatching.Candidate;

namespace FiveSocieties.Tests.SocialWork;

/// <summary>Somebody whom Matching knows.</summary>
public sealed record Neighbour(Guid Id, Society Society, Circle Circle, string Skill, int Cost);

/// <summary>SocialWork alone, among invented neighbours; the clock stands on a Monday at nine.</summary>
public sealed class Town : ServiceHost<SocialWorkDb>
{
    public const string Everything =
        "linkages.read linkages.write agencies.read agencies.write social-workers.read social-workers.write "
        + "engagements.read engagements.write";

    private HttpClient? http;

    public Town()
    {
        Matching = new(this);
        Replace.Add(services => services
            .AddSingleton<Matchmaker.MatchmakerClient>(Matching)
            .AddSingleton<Territory.TerritoryClient>(Place));
    }

    public List<Neighbour> Neighbours { get; } = [];

    public InventedMatching Matching { get; }

    public InventedTerritory Place { get; } = new();

    public Slot ThisMorning => Slot.Of(Clock.GetUtcNow());

    public HttpClient Http => http ??= Client(Everything, roles: ["linker"]);

    public Neighbour ANeighbour(
        Society society = Society.Volunteers, Circle circle = Circle.FiveMinutes, string skill = "accompany")
    {
        var neighbour = new Neighbour(Guid.CreateVersion7(), society, circle, skill, 100 + Neighbours.Count);
        Neighbours.Add(neighbour);
        return neighbour;
    }

    public NeedLine ALine(int quantity = 1, int minimum = 1, string skill = "accompany", bool required = true) =>
        new(Guid.CreateVersion7(), NeedKind.People, skill, 1, 2, quantity, minimum, required,
            [ThisMorning, new(ThisMorning.Date.AddDays(3), DayPart.Morning)], []);

    /// <summary>A line of one thing of at least this size.</summary>
    public NeedLine AThing(NeedKind kind, long size, string code) => new(
        Guid.CreateVersion7(), kind, code, 1, 1, 1, 1, true,
        [ThisMorning, new(ThisMorning.Date.AddDays(3), DayPart.Morning)], [], size);

    public async Task<Guid> ALinker(string community = Community, string skill = "linking", int cap = 10)
    {
        var made = await Client(Everything, [community]).PostAsJsonAsync("/api/v1/social-workers", new
        {
            community,
            helper = AForm(skill),
            qualification = "social-worker",
            linkageCap = cap,
        }).Body();
        return made.GetProperty("id").GetGuid();
    }

    public static object AForm(string skill = "linking", string phone = "13800138000") => new
    {
        name = "An invented person",
        phone,
        skills = (object[])[new { code = skill, level = 3 }],
        place = new { longitude = 104.065, latitude = 30.657 },
        available = Enum.GetValues<DayOfWeek>().SelectMany(day => Enum.GetValues<DayPart>()
            .Select(part => new { day = $"{day}", part = $"{part}" })),
    };

    public WhistleBlown AWhistle(Urgency urgency, params NeedLine[] lines) => new(
        Guid.CreateVersion7(), 1, Guid.CreateVersion7(), urgency, Clock.GetUtcNow().AddHours(4),
        Clock.GetUtcNow().AddHours(24), lines);

    public async Task<WhistleBlown> ABlownWhistle(Urgency urgency, params NeedLine[] lines)
    {
        await ALinker();
        var whistle = AWhistle(urgency, lines);
        await Tell(whistle);
        return whistle;
    }

    /// <summary>The invitations of a line told so far, once there are that many.</summary>
    public async Task<IReadOnlyList<InvitationSent>> Invited(NeedLine line, int count)
    {
        await Patiently.Until($"{count} are invited", () => Task.FromResult(Sent(line).Count >= count));
        return Sent(line);
    }

    public IReadOnlyList<InvitationSent> Sent(NeedLine line) =>
        [.. Told.All<InvitationSent>().Where(x => x.LineId == line.LineId)];

    /// <summary>Tells it and waits until it has been dealt with.</summary>
    public async Task TellAndWait<T>(T message, long version = 1)
        where T : class
    {
        var id = Guid.CreateVersion7();
        await Tell(message, version: version, messageId: id);
        await Patiently.Until("message is in the inbox", () =>
            Look<SocialWorkDb, bool>(db => db.Inbox.AnyAsync(x => x.MessageId == id)));
    }

    public Task Accepts(InvitationSent x) =>
        Tell(new InvitationAccepted(x.InvitationId, x.WhistleId, x.Society, x.ResourceId));

    public Task Declines(InvitationSent x, DeclineReason reason = DeclineReason.Other) =>
        Tell(new InvitationDeclined(x.InvitationId, x.WhistleId, x.Society, x.ResourceId, reason));

    public Task Starts(InvitationSent x) =>
        Tell(new EngagementStarted(x.InvitationId, x.WhistleId, x.Society, x.ResourceId));

    public Task Finishes(InvitationSent x, int minutes) => Tell(new EngagementFinished(
        x.InvitationId, x.WhistleId, x.Round, x.Society, x.ResourceId, minutes, Evidence.CheckInOut));

    public Task Delivers(InvitationSent x, long quantity) => Tell(new EngagementDelivered(
        x.InvitationId, x.WhistleId, x.Round, x.Society, x.ResourceId, quantity, "unit-app"));

    public Task Misses(InvitationSent x) =>
        Tell(new EngagementMissed(x.InvitationId, x.WhistleId, x.Society, x.ResourceId));

    /// <summary>The linkage as it is, once it is as wanted.</summary>
    public Task<Linkage> LinkageWhere(WhistleBlown whistle, Func<Linkage, bool> fits) => Patiently.Get(
        "a linkage as wanted",
        async () => await Look<SocialWorkDb, Linkage?>(async db =>
            await db.WholeLinkages.AsNoTracking().SingleOrDefaultAsync(
                x => x.WhistleId == whistle.WhistleId && x.Round == whistle.Round) is { } linkage && fits(linkage)
                ? linkage
                : null));

    public Task<Linkage> LinkageIn(WhistleBlown whistle, LinkageState state) =>
        LinkageWhere(whistle, x => x.State == state);

    /// <summary>Moves the clock, and a little more for a sweep that was just about to wait.</summary>
    public async Task Wait(TimeSpan time)
    {
        Clock.Advance(time);
        for (var seconds = 0; seconds < 3; seconds++)
        {
            await Task.Delay(50);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public Task<JsonElement> Get(string path) => Http.GetAsync(path).Body();

    public Task<JsonElement> Post(string path, object body) => Http.PostAsJsonAsync(path, body).Body();
}

/// <summary>Chooses among the neighbours as Matching would: within the circle, not excluded, cheapest first.</summary>
public sealed class InventedMatching(Town town) : Matchmaker.MatchmakerClient
{
    /// <summary>As many questions get no answer.</summary>
    public int Away { get; set; }

    public List<Line> Asked { get; } = [];

    public List<RoundRequest> Rounds { get; } = [];

    public override AsyncUnaryCall<MatchReply> MatchAsync(MatchRequest request, CallOptions options) =>
        Answer(() =>
        {
            Asked.Add(request.Line);
            var fit = Fitting(request.Line).ToList();
            return new MatchReply
            {
                Candidates = { fit.Take(request.Take).Select(x => Candidate(x, request.Line)) },
                PolicyVersion = request.Policy.Version,
                Lacks = fit.Count < request.Line.Quantity ? Lacks(request.Line) : Limit.Unspecified,
            };
        });

    /// <summary>Each line gets its cheapest; one neighbour may serve two lines, as over several slots.</summary>
    public override AsyncServerStreamingCall<RoundReply> MatchRound(RoundRequest request, CallOptions options)
    {
        return Calls.InOnePart(Answer(() =>
        {
            Rounds.Add(request);
            var reply = new RoundReply { PolicyVersion = request.Policy.Version };
            foreach (var line in request.Lines)
            {
                Asked.Add(line);
                var fit = Fitting(line).Take(line.Quantity).ToList();
                reply.Assignments.AddRange(fit.Select(
                    x => new Assignment { LineId = line.LineId, Candidate = Candidate(x, line) }));
                if (fit.Count < line.Quantity)
                    reply.Unserved.Add(new UnservedLine
                    {
                        LineId = line.LineId,
                        Open = line.Quantity - fit.Count,
                        Lacks = Lacks(line),
                    });
            }

            reply.Load = new() { Before = 0.5, After = 0.25 };
            return reply;
        }));
    }

    public override AsyncUnaryCall<ExplainReply> ExplainAsync(ExplainRequest request, CallOptions options) =>
        Answer(() =>
        {
            var neighbour = town.Neighbours.Single(x => $"{x.Id}" == request.ResourceId);
            if (request.Line.Excluded.Contains($"{neighbour.Id}"))
                return new() { Limit = Limit.Excluded, MissedBy = 1 };
            if (!Slots(neighbour, request.Line).Any())
                return new() { Limit = Limit.Slot, MissedBy = 1 };
            return neighbour.Circle >= (Circle)request.Line.Circle
                ? new() { Limit = Limit.Circle, MissedBy = 240 }
                : new ExplainReply { Candidate = Candidate(neighbour, request.Line), Rank = 2, Of = 5 };
        });

    private IEnumerable<Neighbour> Fitting(Line line) => town.Neighbours
        .Where(x => x.Skill == line.Skill && x.Circle < (Circle)line.Circle && !line.Excluded.Contains($"{x.Id}")
            && Slots(x, line).Any())
        .OrderBy(x => x.Cost);

    private static IEnumerable<int> Slots(Neighbour x, Line line) => line.Slots.Except(
        line.DeclinedTimes.Where(time => time.ResourceId == $"{x.Id}").Select(time => time.Slot));

    private Limit Lacks(Line line)
    {
        var skilled = town.Neighbours.Where(x => x.Skill == line.Skill).ToList();
        return skilled.Count == 0 ? Limit.Skill
            : skilled.Exists(x => x.Circle >= (Circle)line.Circle) ? Limit.Circle
            : line.DeclinedTimes.Count > 0 ? Limit.Slot
            : Limit.Excluded;
    }

    private static Candidate Candidate(Neighbour x, Line line) => new()
    {
        ResourceId = $"{x.Id}",
        Owner = (ResourceOwner)x.Society,
        Slot = Slots(x, line).First(),
        Cost = x.Cost,
        Reasons = new() { WalkingSeconds = x.Cost },
    };

    private AsyncUnaryCall<T> Answer<T>(Func<T> answer)
    {
        if (Away > 0)
        {
            Away--;
            return Calls.Answer(Task.FromException<T>(new RpcException(new(StatusCode.Unavailable, "away"))));
        }

        return Calls.Answer(Task.FromResult(answer()));
    }
}

/// <summary>Community, which knows where every whistle is.</summary>
public sealed class InventedTerritory : Territory.TerritoryClient
{
    public Guid Centre { get; } = Guid.CreateVersion7();

    public override AsyncUnaryCall<WhistlePlaceReply> WhistlePlaceAsync(
        WhistlePlaceRequest request, CallOptions options) => Calls.Answer(Task.FromResult(new WhistlePlaceReply
        {
            Place = new() { Longitude = 104.0655, Latitude = 30.6575 },
            ServiceCentreId = $"{Centre}",
        }));
}

internal static class Calls
{
    public static AsyncUnaryCall<T> Answer<T>(Task<T> answer) =>
        new(answer, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

    public static AsyncServerStreamingCall<T> InOnePart<T>(AsyncUnaryCall<T> whole) => new(
        new OnePart<T>(whole.ResponseAsync), whole.ResponseHeadersAsync, whole.GetStatus, whole.GetTrailers, whole.Dispose);

    /// <summary>A stream that has the whole answer in one part.</summary>
    private sealed class OnePart<T>(Task<T> answer) : IAsyncStreamReader<T>
    {
        private bool read;

        public T Current { get; private set; } = default!;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (read)
                return false;
            (Current, read) = (await answer, true);
            return true;
        }
    }
}
