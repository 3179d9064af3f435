using System.Text.Json.Serialization;

namespace FiveSocieties.Events;

/// <summary>One of the five kinds of party to a linkage (联动主体).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Society>))]
public enum Society
{
    /// <summary>The community itself (社区).</summary>
    Community,

    /// <summary>Social work agencies and their social workers (社会工作者).</summary>
    SocialWork,

    /// <summary>Party branches and the members who report in to them (党支部).</summary>
    PartyBranches,

    /// <summary>Volunteers (社区志愿者).</summary>
    Volunteers,

    /// <summary>Organisations stationed in the community, and the residents (驻区单位与居民).</summary>
    ResidentUnits,
}

/// <summary>How pressing a whistle is; its clocks follow from it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Urgency>))]
public enum Urgency
{
    /// <summary>Linkage formed within 30 minutes, served within 2 hours.</summary>
    Emergency,

    /// <summary>Linkage formed within 4 hours, served within 24 hours.</summary>
    Urgent,

    /// <summary>Linkage formed within 2 work days, served within 7.</summary>
    General,

    /// <summary>Linkage formed within 3 work days, served within 15.</summary>
    Complex,
}

/// <summary>What a need line asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NeedKind>))]
public enum NeedKind
{
    /// <summary>Somebody who can accompany, visit, repair, teach …</summary>
    People,

    /// <summary>A room (场地) for at least so many seats; one whistle has it in a slot.</summary>
    Venue,

    /// <summary>At least so many pieces (物资), which are given away.</summary>
    Goods,

    /// <summary>At least so much money, in fen (资金).</summary>
    Fund,

    /// <summary>An organisation's service (服务) for at least so many people in a slot: meals, a bus.</summary>
    Service,
}

/// <summary>How far a linkage looks for help; each circle contains the one before it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Circle>))]
public enum Circle
{
    /// <summary>Within 300 seconds on foot (五分钟服务圈).</summary>
    FiveMinutes,

    /// <summary>Within 900 seconds on foot.</summary>
    FifteenMinutes,

    /// <summary>Anywhere in the community.</summary>
    Community,

    /// <summary>Anywhere in the sub-district (街道), the authority above the community.</summary>
    Subdistrict,
}

/// <summary>What the resident says of the help.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Answer>))]
public enum Answer
{
    /// <summary>It helped.</summary>
    Solved,

    /// <summary>It helped in part.</summary>
    Partly,

    /// <summary>It did not help: the whistle is reopened.</summary>
    NotSolved,
}

/// <summary>How a whistle ended; only the resident can say Solved or Partly.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClosingCode>))]
public enum ClosingCode
{
    /// <summary>The resident said that it helped.</summary>
    Solved,

    /// <summary>The resident said that it helped in part.</summary>
    Partly,

    /// <summary>Nobody answered within the answer period.</summary>
    Silence,

    /// <summary>Whoever raised it withdrew it.</summary>
    NoLongerNeeded,

    /// <summary>The sub-district reviewed what was deferred and found no way.</summary>
    CouldNotBeSolved,
}

/// <summary>What stands behind the minutes of an engagement.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Evidence>))]
public enum Evidence
{
    /// <summary>The helper checked in and out. One kind of evidence, never compulsory.</summary>
    CheckInOut,

    /// <summary>Staff or the resident confirmed the service instead.</summary>
    Confirmed,
}

/// <summary>Why an owner refuses an invitation without disturbing the person.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Refusal>))]
public enum Refusal
{
    /// <summary>The same person was asked for this whistle before.</summary>
    AlreadyAsked,

    /// <summary>The slot or the load cap is taken.</summary>
    NoCapacity,

    /// <summary>The owner has suspended the person.</summary>
    Suspended,

    /// <summary>The person does not want to be proposed.</summary>
    OptedOut,

    /// <summary>The owner knows nobody by this id.</summary>
    Unknown,
}

/// <summary>Why a person does not take an invitation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeclineReason>))]
public enum DeclineReason
{
    /// <summary>Not free at that time.</summary>
    Time,

    /// <summary>Too far away.</summary>
    Distance,

    /// <summary>Not the right person for this need.</summary>
    Skill,

    /// <summary>Another reason, which need not be given.</summary>
    Other,
}

/// <summary>The eight classes of posts (岗位).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PostClass>))]
public enum PostClass
{
    /// <summary>Building up the organisation (组织建设).</summary>
    OrganisationBuilding,

    /// <summary>Legal aid (法律援助).</summary>
    LegalAid,

    /// <summary>Help in hardship, with a disability, in finding work (扶贫助残就业).</summary>
    HardshipHelp,

    /// <summary>Governing the community together (社区治理).</summary>
    CommunityGovernance,

    /// <summary>Health (医疗卫生).</summary>
    Health,

    /// <summary>Culture and sport (文化体育).</summary>
    CultureAndSport,

    /// <summary>Safety patrol (治安巡逻).</summary>
    SafetyPatrol,

    /// <summary>Anything else.</summary>
    Other,
}
