using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>One line of what is needed, frozen for the round.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Skill">Skill code.</param>
/// <param name="LeastLevel">1 to 5, hard limit.</param>
/// <param name="WantedLevel">1 to 5, wished for.</param>
/// <param name="Quantity">How many are wanted.</param>
/// <param name="Minimum">How many make the line served.</param>
/// <param name="Required">Whether the linkage can form without it.</param>
/// <param name="Slots">When: one of these is chosen.</param>
/// <param name="Eligibility">Codes that a helper must have.</param>
/// <param name="Lacks">What the nearest candidates lacked at the last look, for example <c>slot</c>.</param>
/// <param name="Kind">People, or a kind of thing.</param>
/// <param name="Size">Of a thing: seats, pieces, fen or people to serve, at least; 0 for people.</param>
public sealed record LinkageLine(
    Guid LineId,
    string Skill,
    int LeastLevel,
    int WantedLevel,
    int Quantity,
    int Minimum,
    bool Required,
    IReadOnlyList<Slot> Slots,
    IReadOnlyList<string> Eligibility,
    string? Lacks = null,
    NeedKind Kind = NeedKind.People,
    long Size = 0)
{
    public static LinkageLine Of(NeedLine line) => new(
        line.LineId, line.Skill, line.LeastLevel, line.WantedLevel, line.Quantity, line.Minimum, line.Required,
        line.Slots, line.Eligibility, Kind: line.Kind, Size: line.Size);
}

/// <summary>Somebody for a line, at a time: what Matching advises, or what was offered.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Society">Who owns the resource.</param>
/// <param name="ResourceId">The resource.</param>
/// <param name="Slot">When.</param>
/// <param name="Reasons">Why; null for an offer.</param>
public sealed record Choice(Guid LineId, Society Society, Guid ResourceId, Slot Slot, MatchReasons? Reasons = null);

/// <summary>What Matching answered for one line.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Choices">Best first.</param>
/// <param name="Lacks">What the nearest others lack; null when nothing is missing.</param>
public sealed record Found(Guid LineId, IReadOnlyList<Choice> Choices, string? Lacks);

/// <summary>A choice that waits for the linker's confirmation.</summary>
public sealed class Proposal
{
    public static readonly Problem Gone = new(
        "linkage.proposal-gone", 409, "This proposal is not there any more: a newer round replaced it.",
        "该推荐已不存在,已被新一轮匹配取代。");

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid LinkageId { get; private set; }

    public required Guid LineId { get; init; }

    public required Society Society { get; init; }

    public required Guid ResourceId { get; init; }

    public required Slot Slot { get; init; }

    public MatchReasons? Reasons { get; init; }

    /// <summary>The policy by which it was advised.</summary>
    public string PolicyVersion { get; init; } = "";

    public static Proposal Of(Choice choice, string policyVersion) => new()
    {
        LineId = choice.LineId,
        Society = choice.Society,
        ResourceId = choice.ResourceId,
        Slot = choice.Slot,
        Reasons = choice.Reasons,
        PolicyVersion = policyVersion,
    };

    public Choice ToChoice() => new(LineId, Society, ResourceId, Slot, Reasons);
}
