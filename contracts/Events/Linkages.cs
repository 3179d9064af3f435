namespace FiveSocieties.Events;

/// <summary>A social worker has become the linker of a blown whistle. Said by SocialWork.</summary>
/// <param name="LinkageId">The linkage, one per whistle and round.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
public sealed record LinkageOpened(Guid LinkageId, Guid WhistleId, int Round);

/// <summary>Too few answered; the linkage looks further. Said by SocialWork.</summary>
/// <param name="LinkageId">The linkage.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="Circle">How far it looks now.</param>
public sealed record CircleWidened(Guid LinkageId, Guid WhistleId, int Round, Circle Circle);

/// <summary>Every required line has its minimum accepted. Said by SocialWork.</summary>
/// <param name="LinkageId">The linkage.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="Societies">The societies that take part beside the community.</param>
public sealed record LinkageFormed(Guid LinkageId, Guid WhistleId, int Round, IReadOnlyList<Society> Societies);

/// <summary>The first engagement has started. Said by SocialWork.</summary>
/// <param name="LinkageId">The linkage.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
public sealed record LinkageStarted(Guid LinkageId, Guid WhistleId, int Round);

/// <summary>Every accepted engagement is finished or missed, and the minimum served. Said by SocialWork.</summary>
/// <param name="LinkageId">The linkage.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="Minutes">Minutes of help, all helpers together.</param>
/// <param name="Clients">The partners' clients through which those who served had accepted.</param>
public sealed record LinkageServed(
    Guid LinkageId, Guid WhistleId, int Round, int Minutes, IReadOnlyList<string>? Clients = null);

/// <summary>The last circle is exhausted. Said by SocialWork.</summary>
/// <param name="LinkageId">The linkage.</param>
/// <param name="WhistleId">The whistle.</param>
/// <param name="Round">The round.</param>
/// <param name="Missing">What is missing, and what it lacks.</param>
public sealed record LinkageFellShort(Guid LinkageId, Guid WhistleId, int Round, IReadOnlyList<MissingLine> Missing);

/// <summary>A line that nobody could fill.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Skill">The skill asked for.</param>
/// <param name="Open">How many are missing.</param>
/// <param name="Lacks">The limit that excluded the nearest candidates, for example <c>skill</c> or <c>slot</c>.</param>
public sealed record MissingLine(Guid LineId, string Skill, int Open, string Lacks);
