using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>Why points move, and by whom.</summary>
/// <param name="Rule">By which rule.</param>
/// <param name="Cause">What for: each cause counts once by each rule.</param>
/// <param name="WhistleId">The whistle behind it, if there is one.</param>
/// <param name="By">The partner's client that asked for it; nothing when the rule alone did.</param>
public sealed record Grounds(string Rule, Guid Cause, Guid? WhistleId = null, string? By = null);

/// <summary>
/// Points that went from one account to another; the only thing that changes a balance, and never changed itself: the
/// database refuses it. What one account gives another takes, so all balances always add up to nothing.
/// </summary>
public sealed class Transfer
{
    public static readonly Problem NoTransfer = new(
        "points.no-transfer", 422, "A transfer moves at least one point between two accounts of one community.",
        "转账须在同一社区的两个账户之间至少转移一个积分。");

    private Transfer()
    {
    }

    /// <summary>Made by the client where a client asked for it.</summary>
    public Guid Id { get; private init; }

    /// <summary>The account that gives.</summary>
    public Guid DebitId { get; private init; }

    /// <summary>The account that takes.</summary>
    public Guid CreditId { get; private init; }

    /// <summary>Points, at least one.</summary>
    public long Amount { get; private init; }

    /// <inheritdoc cref="Grounds"/>
    public string Rule { get; private init; } = "";

    /// <inheritdoc cref="Grounds"/>
    public Guid Cause { get; private init; }

    /// <inheritdoc cref="Grounds"/>
    public Guid? WhistleId { get; private init; }

    /// <inheritdoc cref="Grounds"/>
    public string? By { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>Moves the points, in both balances at once.</summary>
    public static Transfer Book(
        PointsAccount from, PointsAccount to, long amount, Grounds grounds, DateTimeOffset now, Guid? id = null)
    {
        Check(from, to, amount);
        from.Give(amount);
        to.Take(amount);
        return new()
        {
            Id = id ?? Guid.CreateVersion7(),
            DebitId = from.Id,
            CreditId = to.Id,
            Amount = amount,
            Rule = grounds.Rule,
            Cause = grounds.Cause,
            WhistleId = grounds.WhistleId,
            By = grounds.By,
            At = now,
        };
    }

    internal static void Check(PointsAccount from, PointsAccount to, long amount)
    {
        if (amount < 1 || from.Id == to.Id || from.Community != to.Community)
            throw new BrokenRule(NoTransfer);
    }
}
