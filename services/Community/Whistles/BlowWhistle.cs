using System.Text.RegularExpressions;
using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Community.Whistles;

/// <summary>One line of what is needed (需求清单).</summary>
/// <param name="Kind">People, Venue, Goods, Fund or Service.</param>
/// <param name="Skill">Code of what a person can do, or of what a thing is: <c>accompany</c>, <c>hall</c>.</param>
/// <param name="LeastLevel">1 to 5, hard.</param>
/// <param name="Quantity">1 to 50 people; 1 of a thing.</param>
/// <param name="Slots">When, 1 to 20: not over, and beginning within 14 days. One is chosen.</param>
/// <param name="WantedLevel">Wished for, not below the least, which it is when not said.</param>
/// <param name="Minimum">How many make the line served; all when not said.</param>
/// <param name="Required">Whether the linkage cannot form without it.</param>
/// <param name="Eligibility">Codes that a helper must have; none for a thing.</param>
/// <param name="Size">For a thing, and only then: seats, pieces, fen or people to serve, at least, from one owner.</param>
public sealed record LineRequest(
    NeedKind Kind, string Skill, int LeastLevel, int Quantity, IReadOnlyList<Slot> Slots, int? WantedLevel = null,
    int? Minimum = null, bool Required = true, IReadOnlyList<string>? Eligibility = null, long? Size = null);

/// <summary>The triage.</summary>
/// <param name="Lines">1 to 20 lines; the sub-district may leave them out and ask for the same as before.</param>
public sealed record BlowRequest(IReadOnlyList<LineRequest>? Lines = null);

internal static partial class BlowWhistle
{
    public const string Role = "staff";

    public static readonly Problem BadCode = new(
        "whistle.code", 422, "A code is 2 to 40 lower-case letters, digits and dashes.", "代码应为 2 至 40 个小写字母、数字或连字符。");

    private static readonly Problem SlotPast = new("whistle.slot-past", 422, "The slot is over.", "该时段已过。");

    private static readonly Problem SlotFar = new(
        "whistle.slot-far", 422, "The slot begins more than 14 days from now.", "该时段在 14 天之后。");

    private static readonly Problem SizeOfThings = new(
        "whistle.size", 422, "A thing is asked for with its least size, a person without.", "物的需求须注明最小规模,人的需求则不注明。");

    /// <summary>Ten billion yuan in fen: more than anybody asks for.</summary>
    private const long MostSize = 1_000_000_000_000;

    /// <summary>
    /// Staff turn the need into lines and blow the whistle: every society hears it. What was escalated or deferred is
    /// blown again by staff of the sub-district, in a further round that looks for help in all of the sub-district.
    /// </summary>
    public static async Task<Results<Ok<WhistleView>, ProblemResult>> Handle(
        Guid id, BlowRequest request, HttpContext http, CommunityDb db, Caller caller,
        IOptions<WhistleOptions> clocks, ILogger<Whistle> log)
    {
        if (!caller.In(Role) && !caller.In(DeferWhistle.Role))
            return IdentityProblems.NoRole.Plain;
        if (request.Lines is { } lines && new Checks().Lines(lines, db.Now).Failed is { } problem)
            return problem;
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (!caller.MayDecide(whistle))
            return IdentityProblems.NoRole.Plain;
        if (request.Lines is null && whistle.Lines.Count == 0)
            return RequestProblems.MissingField.At("lines");
        if (Etag.Guard(http, whistle.Version) is { } outdated)
            return outdated;

        db.Blow(whistle, request.Lines, await db.Clocks(clocks.Value), caller.ClientId);
        await db.SaveChangesAsync();
        log.WhistleWasBlown(whistle.Id, whistle.Round, whistle.Lines.Count);
        return whistle.Shown(http);
    }

    /// <summary>Whether the whistle is in this caller's hands: the community's staff, or the sub-district's.</summary>
    public static bool MayDecide(this Caller caller, Whistle whistle) =>
        caller.In(whistle.IsAbove ? DeferWhistle.Role : Role);

    /// <summary>Calls all societies; the caller saves.</summary>
    public static void Blow(
        this CommunityDb db, Whistle whistle, IReadOnlyList<LineRequest>? lines, WhistleClocks clocks, string by)
    {
        whistle.Blow(
            lines is null ? whistle.Lines.Renewed(db.Now) : [.. lines.Select(Line)],
            clocks.DeadlinesOf(whistle.Urgency, db.Now), by, db.Now);
        db.Announce(whistle);
    }

    /// <summary>Every society hears of the round that has begun; the caller saves.</summary>
    public static void Announce(this CommunityDb db, Whistle whistle) =>
        db.Publish(whistle, new WhistleBlown(whistle.Id, whistle.Round, whistle.MicroGridId, whistle.Urgency,
            whistle.RespondBy!.Value, whistle.ResolveBy!.Value, whistle.Lines,
            whistle.Circle ?? Circle.FiveMinutes));

    /// <summary>The same lines for a further round: a time that is over is asked for again, at the same part of the
    /// next day.</summary>
    public static IReadOnlyList<NeedLine> Renewed(this IReadOnlyList<NeedLine> lines, DateTimeOffset now) =>
    [
        .. lines.Select(line => line with
        {
            Slots = [.. line.Slots.Select(slot => slot.Ends > now ? slot : Next(slot, now)).Distinct().Order()],
        }),
    ];

    /// <summary>Adds what is wrong with the lines.</summary>
    public static Checks Lines(this Checks checks, IReadOnlyList<LineRequest> lines, DateTimeOffset now)
    {
        checks.Count("lines", lines.Count, 1, 20);
        foreach (var (index, line) in lines.Take(20).Index())
            Line(checks, line, $"lines[{index}]", now);
        return checks;
    }

    public static bool IsCode(string? code) => code is not null && Code().IsMatch(code);

    private static void Line(Checks checks, LineRequest? line, string path, DateTimeOffset now)
    {
        checks.Require(line is not null, path, RequestProblems.MissingField);
        if (line is null)
            return;
        var isThing = line.Kind != NeedKind.People;
        checks.Require(IsCode(line.Skill), $"{path}.skill", BadCode)
            .Range($"{path}.leastLevel", line.LeastLevel, 1, 5)
            .Range($"{path}.wantedLevel", line.WantedLevel ?? 5, Math.Clamp(line.LeastLevel, 1, 5), 5)
            .Range($"{path}.quantity", line.Quantity, 1, isThing ? 1 : 50)
            .Range($"{path}.minimum", line.Minimum ?? 1, 1, Math.Max(1, line.Quantity))
            .Count($"{path}.slots", line.Slots.Count, 1, 20)
            .Count($"{path}.eligibility", line.Eligibility?.Count ?? 0, 0, isThing ? 0 : 20)
            .Require(isThing == line.Size is not null, $"{path}.size", SizeOfThings)
            .Range($"{path}.size", line.Size ?? 1, 1, MostSize);
        foreach (var (index, slot) in line.Slots.Take(20).Index())
            checks.Require(slot.Ends > now, $"{path}.slots[{index}]", SlotPast)
                .Require(slot.Starts <= now.AddDays(14), $"{path}.slots[{index}]", SlotFar);
        foreach (var (index, code) in (line.Eligibility ?? []).Take(20).Index())
            checks.Require(IsCode(code), $"{path}.eligibility[{index}]", BadCode);
    }

    private static NeedLine Line(LineRequest line) => new(
        Guid.CreateVersion7(), line.Kind, line.Skill, line.LeastLevel, line.WantedLevel ?? line.LeastLevel,
        line.Quantity, line.Minimum ?? line.Quantity, line.Required, [.. line.Slots.Distinct().Order()],
        [.. (line.Eligibility ?? []).Distinct()], line.Size ?? 0);

    private static Slot Next(Slot slot, DateTimeOffset now)
    {
        var today = slot with { Date = Slot.Of(now).Date };
        return today.Starts > now ? today : today with { Date = today.Date.AddDays(1) };
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,39}\z")]
    private static partial Regex Code();
}
