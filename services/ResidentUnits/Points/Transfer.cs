using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>
/// Points that went from one account to another; the only thing that changes a balance, and never changed itself. What
/// one account gives another takes, so all balances always add up to nothing.
/// </summary>
public sealed class Transfer
{
    public static readonly Problem NoTransfer = new(
        "points.no-transfer", 422, "A transfer moves at least one point between two accounts of one community.",
        "转账须在同一社区的两个账户之间至少转移一个积分。");

    private Transfer()
    {
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The account that gives.</summary>
    public Guid DebitId { get; private init; }

    /// <summary>The account that takes.</summary>
    public Guid CreditId { get; private init; }

    /// <summary>Points, at least one.</summary>
    public long Amount { get; private init; }

    /// <summary>By which rule.</summary>
    public string Rule { get; private init; } = "";

    /// <summary>What for: each cause counts once by each rule.</summary>
    public Guid Cause { get; private init; }

    public Guid WhistleId { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>Moves the points, in both balances at once.</summary>
    public static Transfer Book(
        PointsAccount from, PointsAccount to, long amount, string rule, Guid cause, Guid whistleId, DateTimeOffset now)
    {
        if (amount < 1 || from.Id == to.Id || from.Community != to.Community)
            throw new BrokenRule(NoTransfer);
        from.Give(amount);
        to.Take(amount);
        return new()
        {
            DebitId = from.Id,
            CreditId = to.Id,
            Amount = amount,
            Rule = rule,
            Cause = cause,
            WhistleId = whistleId,
            At = now,
        };
    }
}
