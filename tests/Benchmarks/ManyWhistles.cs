using System.Buffers.Binary;
using System.Globalization;
using FiveSocieties.Events;
using FiveSocieties.Insights.EventLog;

namespace FiveSocieties.Tests.Benchmarks;

/// <summary>
/// The event log of several communities and years, the same for the same seed: whistles of all classes with every kind
/// of end, as the services would have told them.
/// </summary>
/// <param name="whistles">How many, spread evenly over the years and at random over the communities.</param>
/// <param name="seed">Of all that is drawn.</param>
public sealed class ManyWhistles(int whistles, int seed = 2024)
{
    private const int MicroGrids = 40;

    private static readonly string[] Classes =
    [
        "elder-care", "medical", "child-care", "repair", "dispute", "environment", "employment", "safety",
    ];

    private static readonly string[] Skills =
    [
        "accompany", "counselling", "repair", "tutoring", "mediation", "cleaning", "nursing", "driving", "translation",
    ];

    private readonly Random random = new(seed);
    private readonly List<LoggedEvent> told = [];
    private DateTimeOffset now;
    private (Guid Id, string Community, Guid MicroGrid, Urgency Urgency) whistle;
    private long whistleVersion;

    /// <summary>The codes of the communities.</summary>
    public static IReadOnlyList<string> Communities { get; } =
        [.. Enumerable.Range(1, 5).Select(i => string.Create(CultureInfo.InvariantCulture, $"510104001{i:000}"))];

    /// <summary>The first day.</summary>
    public static DateOnly First { get; } = new(2022, 11, 1);

    /// <summary>The first day after the last.</summary>
    public static DateOnly End { get; } = new(2026, 11, 1);

    /// <summary>All rows of the log, whistle by whistle.</summary>
    public IEnumerable<LoggedEvent> Log()
    {
        var start = new DateTimeOffset(First, TimeOnly.MinValue, Slot.Offset);
        var days = End.DayNumber - First.DayNumber;
        for (var i = 0; i < whistles; i++)
        {
            now = start.AddDays(days * (i + random.NextDouble()) / whistles).ToUniversalTime();
            Whistle();
            foreach (var row in told)
                yield return row;
            told.Clear();
        }
    }

    private void Whistle()
    {
        var community = random.Next(Communities.Count);
        whistle = (Id(), Communities[community], MicroGrid(community), (Urgency)random.Next(4));
        whistleVersion = 0;
        Told(new WhistleRaised(whistle.Id, whistle.MicroGrid, Pick(Classes), whistle.Urgency, "resident"));
        After(minutes: 60);
        var fate = random.Next(100);
        if (fate < 3)
            Told(new WhistleMarkedDuplicate(whistle.Id, Guid.CreateVersion7()));
        else if (fate < 5)
            Told(new WhistleNotOurs(whistle.Id, 0, "water-company"));
        else if (fate > 5)
            Round(1);
    }

    private void Round(int round)
    {
        var line = new NeedLine(
            Id(), NeedKind.People, Pick(Skills), 1, 3, random.Next(1, 3), 1, true, [Slot.Of(now.AddDays(1))], []);
        var (linkage, version, circle) = (Id(), 0L, Circle.FiveMinutes);
        Told(new WhistleBlown(
            whistle.Id, round, whistle.MicroGrid, whistle.Urgency, now.AddHours(4), now.AddDays(1), [line]));
        After(minutes: 5);
        Told(new LinkageOpened(linkage, whistle.Id, round), ++version);
        while (!Invite(line, linkage, round, ++version))
        {
            After(minutes: 240);
            if (circle == Circle.Subdistrict)
            {
                Told(
                    new LinkageFellShort(linkage, whistle.Id, round, [new(line.LineId, line.Skill, 1, "slot")]),
                    ++version);
                FellShort(round);
                return;
            }

            Told(new CircleWidened(linkage, whistle.Id, round, ++circle), ++version);
        }

        Serve(linkage, round, version);
    }

    /// <summary>Whether somebody accepts.</summary>
    private bool Invite(NeedLine line, Guid linkage, int round, long version)
    {
        var (isAccepted, mayAccept) = (false, line.Skill != Skills[^1] && random.Next(12) > 0);
        for (var i = 0; i <= line.Quantity; i++)
        {
            var (id, society, who) = (Id(), (Society)random.Next(1, 5), Id());
            Told(new InvitationSent(
                id, linkage, whistle.Id, round, line.LineId, society, who, line.Skill, line.Slots[0],
                now.AddMinutes(30), "policy-1"), version);
            After(minutes: 20);
            var answer = random.Next(mayAccept ? 0 : 5, 10);
            isAccepted |= answer < 5;
            object answered = answer switch
            {
                < 5 => new InvitationAccepted(id, whistle.Id, society, who),
                < 8 => new InvitationDeclined(id, whistle.Id, society, who, DeclineReason.Time),
                8 => new InvitationExpired(id, whistle.Id, society, who),
                _ => new InvitationRefused(id, whistle.Id, society, who, Refusal.NoCapacity),
            };
            Told(answered, 1);
        }

        return isAccepted;
    }

    private void FellShort(int round)
    {
        Told(new WhistleEscalated(whistle.Id, round, "fell-short"));
        After(minutes: 2000);
        if (round == 1 && random.Next(2) == 0)
            Round(2);
        else if (random.Next(2) == 0)
            Told(new WhistleDeferred(whistle.Id, round, "no-budget", now.AddDays(30)));
    }

    private void Serve(Guid linkage, int round, long version)
    {
        var accepted = told.SkipWhile(row => row.Type != nameof(WhistleBlown) || row.Round != round)
            .Where(row => row.Type == nameof(InvitationAccepted))
            .Select(row => (InvitationAccepted)EventTypes.Read(row.Type, row.Body)!).ToList();
        Told(
            new LinkageFormed(linkage, whistle.Id, round, [.. accepted.Select(x => x.Society).Distinct()]), ++version);
        if (random.Next(50) == 0)
        {
            After(minutes: 200);
            Told(new WhistleWithdrawn(whistle.Id, round, "no-longer-needed"));
            Told(new WhistleClosed(whistle.Id, round, ClosingCode.NoLongerNeeded));
            return;
        }

        After(minutes: 600);
        Told(new LinkageStarted(linkage, whistle.Id, round), ++version);
        var minutes = random.Next(15, 120);
        foreach (var x in accepted)
        {
            Told(new EngagementStarted(x.InvitationId, whistle.Id, x.Society, x.ResourceId), 2);
            After(minutes: 120);
            Told(
                new EngagementFinished(
                    x.InvitationId, whistle.Id, round, x.Society, x.ResourceId, minutes, Evidence.CheckInOut),
                3);
        }

        Told(new LinkageServed(linkage, whistle.Id, round, minutes * accepted.Count), ++version);
        Told(new AnswerRequested(whistle.Id, round, now.AddDays(3)));
        After(minutes: 3000);
        Answer(round, accepted[0], minutes);
    }

    private void Answer(int round, InvitationAccepted helper, int minutes)
    {
        var answer = random.Next(20);
        if (answer == 19 && round < 3)
        {
            Told(new WhistleReopened(whistle.Id, round, round, false));
            Round(round + 1);
            return;
        }

        if (answer < 16)
            Told(new WhistleAnswered(whistle.Id, round, answer < 13 ? Events.Answer.Solved : Events.Answer.Partly));
        Told(new WhistleClosed(
            whistle.Id, round,
            answer < 13 ? ClosingCode.Solved : answer < 16 ? ClosingCode.Partly : ClosingCode.Silence));
        if (answer < 16)
            Told(new PointsCredited(Id(), Id(), minutes, "service-minutes", helper.InvitationId, whistle.Id), 1);
    }

    private void Told(object message) => Told(message, ++whistleVersion);

    private void Told(object message, long version) =>
        told.Add(LoggedEvent.Of(Id(), message, now, whistle.Community, version));

    private void After(int minutes) => now = now.AddMinutes(minutes * (0.1 + 2 * Math.Pow(random.NextDouble(), 2)));

    private string Pick(string[] words) => words[Math.Min(random.Next(words.Length), random.Next(words.Length))];

    private Guid MicroGrid(int community)
    {
        var place = Math.Min(random.Next(MicroGrids), random.Next(MicroGrids));
        return new(community, (short)place, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
    }

    /// <summary>Version 7 at the present time of the tale, drawn from the seed.</summary>
    private Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var time = now.ToUnixTimeMilliseconds() << 16 | 0x7000;
        BinaryPrimitives.WriteInt64BigEndian(bytes, time | (long)random.Next(4096));
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return new(bytes, bigEndian: true);
    }
}
