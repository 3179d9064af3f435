using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Matching.Matches;

/// <summary>What can be wrong with a question.</summary>
public static class MatchProblems
{
    public static readonly Problem DuplicateLine = new(
        "match.duplicate-line", 422, "Two lines have the same id.", "存在编号相同的需求行。");

    public static readonly Problem LevelsCross = new(
        "match.levels-cross", 422, "The wanted level is below the least level.", "期望等级低于最低等级。");

    public static readonly Problem BadCommunity = new(
        "match.community", 422, "A community code has 12 digits.", "社区代码应为 12 位数字。");

    public static readonly Problem UnknownResource = new(
        "match.unknown-resource", 404, "No such resource is known here.", "没有找到该资源。");

    public static readonly Problem DuplicateResource = new(
        "match.duplicate-resource", 422, "Two resources of one owner have the same id.", "同一主体下存在编号相同的资源。");

    /// <summary>Breaks off unless the condition holds.</summary>
    /// <exception cref="BrokenRule">It does not; fields are named as in the contract.</exception>
    internal static void Require(bool holds, string field, Problem problem)
    {
        if (!holds)
            throw new BrokenRule(problem, field);
    }
}
