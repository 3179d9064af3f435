using FiveSocieties.Events;
using FiveSocieties.ResourceMatching;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Why a helper would, or would not, be chosen for a line now.</summary>
/// <param name="Code"><c>fits</c>, or the first limit that excludes: <c>skill</c>, <c>slot</c>, <c>circle</c> …</param>
/// <param name="Words">The same in words.</param>
/// <param name="MissedBy">By how much the limit is missed, in its own unit: levels, tasks, seconds on foot, seats, pieces, fen.</param>
/// <param name="Reasons">The parts of the cost, when the helper fits.</param>
/// <param name="Better">How many others fit better, when the helper fits.</param>
public sealed record ExplanationView(
    string Code, string Words, long? MissedBy, MatchReasons? Reasons, int? Better);

internal static class ExplainChoice
{
    private static readonly Problem NoLine = new(
        "linkage.no-line", 422, "The linkage has no such line.", "联动中没有该需求项。");

    private static readonly Problem WhichSociety = new(
        "linkage.which-society", 422, "Say to which society this helper belongs: nobody asked them here yet.",
        "请说明该资源所属主体:此处尚未邀请过。");

    private static readonly Dictionary<string, (string English, string Chinese)> Words = new()
    {
        ["fits"] = ("The helper fits: the lower the cost, the better.", "符合条件:代价越低越优先。"),
        ["suspended"] = ("The owner has suspended the helper.", "该资源已被所属主体暂停。"),
        ["opted-out"] = ("The helper does not want to be proposed.", "本人不愿被推荐。"),
        ["excluded"] = ("The helper was asked for this whistle before.", "已就此次吹哨询问过。"),
        ["skill"] = ("The helper does not have the skill.", "不具备所需技能。"),
        ["level"] = ("The helper's level is below the least that is needed.", "技能等级低于最低要求。"),
        ["eligibility"] = ("The helper lacks a certificate or approval that is needed.", "缺少所需资格。"),
        ["load"] = ("The helper has enough to do already.", "近期任务已达上限。"),
        ["slot"] = ("The helper is not free at any of the times.", "所需时段均无空闲。"),
        ["size"] = ("It is smaller than what is asked for.", "规模或数量不足。"),
        ["circle"] = ("The helper is further away than the linkage looks by now.", "距离超出当前服务圈。"),
    };

    /// <summary>Asks Matching about one pair, as the line stands now. Society may be left out for whoever was invited
    /// or is proposed.</summary>
    public static async Task<Results<Ok<ExplanationView>, ProblemResult>> Handle(
        Guid id,
        Guid resourceId,
        Guid lineId,
        Society? society,
        SocialWorkDb db,
        Matchmaker.MatchmakerClient matchmaker,
        Territory.TerritoryClient territory,
        IOptions<LinkageOptions> options,
        Caller caller,
        HttpContext http)
    {
        var linkage = await db.LinkageFor(id, caller);
        if (linkage is null)
            return RequestProblems.NotFound.Plain;
        var line = linkage.Lines.FirstOrDefault(x => x.LineId == lineId);
        if (line is null)
            return NoLine.At("lineId");
        var owner = linkage.Invitations.Where(x => x.ResourceId == resourceId).Select(x => (Society?)x.Society)
            .Concat(linkage.Proposals.Where(x => x.ResourceId == resourceId).Select(x => (Society?)x.Society))
            .FirstOrDefault(society);
        if (owner is null or Society.Community)
            return WhichSociety.At("society");

        await linkage.Locate(territory, http.RequestAborted);
        var excluded = await db.AskedBefore(linkage, http.RequestAborted);
        if (linkage.Invitations.Exists(x => x.ResourceId == resourceId && (x.IsOutstanding || x.IsAccepted)))
            excluded = excluded.But(resourceId);
        var reply = await matchmaker.ExplainAsync(
            new()
            {
                Line = Questions.About(
                    linkage, line, linkage.Sought(line), excluded, options.Value, db.Now),
                Policy = options.Value.Policy.ToPolicy(),
                ResourceId = $"{resourceId}",
                Owner = (ResourceOwner)owner,
            },
            cancellationToken: http.RequestAborted);
        return TypedResults.Ok(View(reply, http));
    }

    private static ExplanationView View(ExplainReply reply, HttpContext http)
    {
        var code = reply.Limit.ToWord() ?? "fits";
        var (english, chinese) = Words[code];
        var words = new Problem(code, StatusCodes.Status200OK, english, chinese).In(http);
        return reply.Limit == Limit.Unspecified
            ? new(code, words, null, reply.Candidate.ToReasons(), Math.Max(0, reply.Rank - 1))
            : new(code, words, reply.MissedBy, null, null);
    }
}
