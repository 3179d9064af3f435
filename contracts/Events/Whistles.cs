namespace FiveSocieties.Events;

/// <summary>Somebody told the community of a need. Said by Community.</summary>
/// <param name="WhistleId">The whistle, for its whole life.</param>
/// <param name="MicroGridId">Where: the smallest area, never a point.</param>
/// <param name="Class">Demand class, a code of the community's own list.</param>
/// <param name="Urgency">Its clocks follow from it.</param>
/// <param name="Channel">How it came: resident, patrol, unit or partner.</param>
public sealed record WhistleRaised(Guid WhistleId, Guid MicroGridId, string Class, Urgency Urgency, string Channel);

/// <summary>The same need was told before; the other whistle goes on. Said by Community.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Of">The whistle that stands for both.</param>
public sealed record WhistleMarkedDuplicate(Guid WhistleId, Guid Of);

/// <summary>Another body is answerable for this need. Said by Community, heard by SocialWork.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">0 when it was never blown.</param>
/// <param name="Body">Code of the body that was named.</param>
public sealed record WhistleNotOurs(Guid WhistleId, int Round, string Body);

/// <summary>Whoever raised it needs nothing any more; it counts as closed. Said by Community.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">0 when it was never blown.</param>
/// <param name="Reason">A code.</param>
public sealed record WhistleWithdrawn(Guid WhistleId, int Round, string Reason);

/// <summary>The community calls all societies (吹哨). Said by Community, heard by the four others.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">1 at first; every later blowing counts one more.</param>
/// <param name="MicroGridId">Where.</param>
/// <param name="Urgency">How pressing.</param>
/// <param name="RespondBy">When the linkage should be formed.</param>
/// <param name="ResolveBy">When the need should be served.</param>
/// <param name="Lines">What is needed, frozen for this round.</param>
/// <param name="From">The first circle in which help is looked for.</param>
public sealed record WhistleBlown(
    Guid WhistleId,
    int Round,
    Guid MicroGridId,
    Urgency Urgency,
    DateTimeOffset RespondBy,
    DateTimeOffset ResolveBy,
    IReadOnlyList<NeedLine> Lines,
    Circle From = Circle.FiveMinutes);

/// <summary>One line of a whistle's needs (需求清单).</summary>
/// <param name="LineId">The line.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Skill">Code of what a person can do, or of what a thing is: <c>accompany</c>, <c>hall</c>.</param>
/// <param name="LeastLevel">1 to 5, hard limit.</param>
/// <param name="WantedLevel">1 to 5, wished for.</param>
/// <param name="Quantity">How many people, 1 to 50; 1 of a thing.</param>
/// <param name="Minimum">How many make the line served.</param>
/// <param name="Required">Whether the linkage can form without it.</param>
/// <param name="Slots">When: one of these is chosen.</param>
/// <param name="Eligibility">Codes that a helper must have.</param>
/// <param name="Size">Of a thing, from one owner: seats, pieces, fen or people to serve, at least; 0 for people.</param>
public sealed record NeedLine(
    Guid LineId,
    NeedKind Kind,
    string Skill,
    int LeastLevel,
    int WantedLevel,
    int Quantity,
    int Minimum,
    bool Required,
    IReadOnlyList<Slot> Slots,
    IReadOnlyList<string> Eligibility,
    long Size = 0);

/// <summary>The whistle goes to the sub-district (街道). Said by Community, heard by the four others: calls come down.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round that fell short or ran late.</param>
/// <param name="Reason"><c>fell-short</c>, <c>resolve-by-passed</c> or <c>not-solved-again</c>.</param>
public sealed record WhistleEscalated(Guid WhistleId, int Round, string Reason);

/// <summary>It cannot be solved now (挂账): kept open with a public reason. Said by Community.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The last round.</param>
/// <param name="Reason">A code; the public words stand in the whistle.</param>
/// <param name="Until">When it is reviewed.</param>
public sealed record WhistleDeferred(Guid WhistleId, int Round, string Reason, DateTimeOffset Until);

/// <summary>The clocks stand still: nobody is asked meanwhile. Said by Community, heard by SocialWork.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="Reason">A code.</param>
/// <param name="Until">When they run again at the latest.</param>
public sealed record WhistlePaused(Guid WhistleId, int Round, string Reason, DateTimeOffset Until);

/// <summary>The clocks run again, moved on by the pause. Said by Community, heard by SocialWork.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="RespondBy">When the linkage should be formed.</param>
/// <param name="ResolveBy">When the need should be served.</param>
public sealed record WhistleResumed(Guid WhistleId, int Round, DateTimeOffset RespondBy, DateTimeOffset ResolveBy);

/// <summary>The help has been given; the resident is asked whether it helped. Said by Community.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round that was served.</param>
/// <param name="AnswerBy">When silence closes the whistle.</param>
public sealed record AnswerRequested(Guid WhistleId, int Round, DateTimeOffset AnswerBy);

/// <summary>The resident answered. Said by Community.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round that was served.</param>
/// <param name="Answer">What the resident says.</param>
/// <param name="ByProxy">Staff recorded it (代答).</param>
public sealed record WhistleAnswered(Guid WhistleId, int Round, Answer Answer, bool ByProxy = false);

/// <summary>Not solved, says the resident: another round or the sub-district follows. Said by Community.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round that did not solve it.</param>
/// <param name="Times">How often it has been reopened by now.</param>
/// <param name="ByProxy">Staff recorded it (代答).</param>
public sealed record WhistleReopened(Guid WhistleId, int Round, int Times, bool ByProxy);

/// <summary>The whistle is closed. Said by Community, heard by the four others: credit follows from it.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round that closed it.</param>
/// <param name="Code">How it ended.</param>
public sealed record WhistleClosed(Guid WhistleId, int Round, ClosingCode Code);
