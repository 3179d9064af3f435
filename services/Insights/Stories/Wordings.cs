using FiveSocieties.Events;

namespace FiveSocieties.Insights.Stories;

/// <summary>
/// By whom a step was made. A helper is a helper: which society somebody belongs to is never told of a step, since
/// whether a helper is a Party member is nobody else's business.
/// </summary>
public enum Actor
{
    Community,
    SocialWork,
    ResidentUnits,
    Helper,
}

/// <summary>A sentence in both languages.</summary>
/// <param name="English">British English.</param>
/// <param name="Chinese">Simplified Chinese.</param>
public sealed record Sentence(string English, string Chinese);

/// <summary>How a step and a wait are said: no person, no id, no society of a helper.</summary>
public static class Wordings
{
    /// <summary>The events of a whistle in the order of life, which also settles what came at one instant.</summary>
    private static readonly (Type Event, Actor By, Sentence Text)[] Steps =
    [
        (typeof(WhistleRaised), Actor.Community, new("A need was raised.", "需求已提出。")),
        (typeof(WhistleMarkedDuplicate), Actor.Community, new("It was told before: another whistle goes on.", "属重复哨单,并入原哨单。")),
        (typeof(WhistleBlown), Actor.Community, new("The whistle was blown: all societies hear it.", "已吹哨,各联动主体均收到。")),
        (typeof(LinkageOpened), Actor.SocialWork, new("A social worker became the linker.", "社工已担任资源链接者。")),
        (typeof(WhistlePaused), Actor.Community, new("The clocks were stopped for a while.", "已暂停计时。")),
        (typeof(WhistleResumed), Actor.Community, new("The clocks run again.", "已恢复计时。")),
        (typeof(OfferMade), Actor.Helper, new("Somebody offered to help.", "有人自荐参与。")),
        (typeof(CircleWidened), Actor.SocialWork, new("The circle was widened.", "已扩大服务圈。")),
        (typeof(InvitationSent), Actor.SocialWork, new("Helpers were invited.", "已发出邀请。")),
        (typeof(InvitationRefused), Actor.Helper, new("A helper could not be asked.", "未能向参与者发出邀请。")),
        (typeof(InvitationAccepted), Actor.Helper, new("A helper accepted.", "参与者已应约。")),
        (typeof(InvitationDeclined), Actor.Helper, new("A helper declined.", "参与者已婉拒。")),
        (typeof(InvitationExpired), Actor.Helper, new("An invitation was not answered in time.", "邀请逾期未答复。")),
        (typeof(LinkageFormed), Actor.SocialWork, new("The linkage was formed.", "联动已形成。")),
        (typeof(InvitationWithdrawn), Actor.SocialWork, new("An invitation was withdrawn, with thanks.", "邀请已撤回,并致谢。")),
        (typeof(LinkageFellShort), Actor.SocialWork, new("The linkage fell short.", "联动力量不足。")),
        (typeof(EngagementStarted), Actor.Helper, new("A helper began.", "参与者已开始服务。")),
        (typeof(EngagementMissed), Actor.Helper, new("A helper who had accepted did not come.", "已应约者未到场。")),
        (typeof(LinkageStarted), Actor.SocialWork, new("The help began.", "服务已开始。")),
        (typeof(EngagementFinished), Actor.Helper, new("A helper finished.", "参与者已完成服务。")),
        (typeof(EngagementDelivered), Actor.Helper, new("A thing was delivered.", "物资、场地、资金或服务已提供。")),
        (typeof(HoursRecorded), Actor.Helper, new("The time of a helper was recorded.", "已记录服务时长。")),
        (typeof(LinkageServed), Actor.SocialWork, new("The need was served.", "需求已得到服务。")),
        (typeof(WhistleEscalated), Actor.Community, new("The whistle went to the sub-district.", "已上报街道。")),
        (typeof(WhistleDeferred), Actor.Community, new("It was deferred for a public reason.", "已挂账,公开原因并定期复核。")),
        (typeof(WhistleNotOurs), Actor.Community, new("Another body was named as answerable.", "不属本级职责,已指明承办单位。")),
        (typeof(AnswerRequested), Actor.Community, new("The resident was asked whether it helped.", "已征询居民评价。")),
        (typeof(WhistleAnswered), Actor.Community, new("The resident answered.", "居民已答复。")),
        (typeof(WhistleWithdrawn), Actor.Community, new("It was withdrawn: nothing is needed any more.", "已撤回,不再需要。")),
        (typeof(WhistleClosed), Actor.Community, new("The whistle was closed.", "已办结。")),
        (typeof(WhistleReopened), Actor.Community, new("The resident says that it is not solved.", "居民反映未解决,已重启。")),
        (typeof(PointsCredited), Actor.ResidentUnits, new("Points were credited.", "积分已到账。")),
    ];

    /// <summary>Place in the order of life; what is not known comes last.</summary>
    public static int OrderOf(object told) => Array.FindIndex(Steps, step => step.Event == told.GetType()) switch
    {
        -1 => Steps.Length,
        var place => place,
    };

    /// <summary>Whether a step of this kind belongs into a story.</summary>
    public static bool Knows(Type told) => Array.Exists(Steps, step => step.Event == told);

    /// <summary>By whom.</summary>
    public static Actor By(Type told) => Array.Find(Steps, step => step.Event == told).By;

    /// <summary>What happened.</summary>
    public static Sentence Text(Type told) => Array.Find(Steps, step => step.Event == told).Text;

    /// <summary>What is waited for.</summary>
    public static Sentence Text(Wait wait) => wait switch
    {
        Wait.Triage => new("the community's staff, to say what is needed and blow", "等待社区分拣并吹哨"),
        Wait.Linker => new("a social worker to become the linker", "等待社工担任资源链接者"),
        Wait.Matching => new("matching: who fits", "等待匹配"),
        Wait.Confirmation => new("the next round of matching and the linker's confirmation", "等待下一轮匹配及链接者确认"),
        Wait.Answers => new("the answers of those who are invited", "等待受邀者答复"),
        Wait.Start => new("the first helper to begin", "等待开始服务"),
        Wait.Finish => new("the helpers to finish", "等待完成服务"),
        Wait.ResidentAnswer => new("the resident, to say whether it helped", "等待居民评价"),
        Wait.SubDistrict => new("the sub-district", "等待街道处理"),
        Wait.Review => new("the day of its review by the sub-district", "等待街道复核"),
        Wait.Resume => new("the end of the pause", "等待恢复计时"),
        _ => new("nothing: it is over", "已结束,无需等待"),
    };

    /// <summary>
    /// A code that says more. Why somebody could not be asked stays with the owner: it may be about the person.
    /// </summary>
    public static string? DetailOf(object told) => told switch
    {
        WhistleRaised x => x.Channel,
        CircleWidened x => $"{x.Circle}",
        InvitationDeclined x => $"{x.Reason}",
        InvitationWithdrawn x => x.Reason,
        LinkageFellShort x => string.Join(' ', x.Missing.Select(line => line.Lacks).Distinct().Order()),
        WhistleEscalated x => x.Reason,
        WhistleAnswered x => $"{x.Answer}",
        WhistleClosed x => $"{x.Code}",
        WhistleNotOurs x => x.Body,
        WhistleWithdrawn x => x.Reason,
        WhistleDeferred x => x.Reason,
        WhistlePaused x => x.Reason,
        _ => null,
    };
}
