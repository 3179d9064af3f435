using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>Where points come from, or go to.</summary>
public enum AccountKind
{
    /// <summary>Every point that a community ever issued is missing here: one account for each community.</summary>
    Issuance,

    /// <summary>The points of one helper in one community.</summary>
    Helper,
}

/// <summary>An account of the points bank. It changes only by a <see cref="Transfer"/>.</summary>
public sealed class PointsAccount : IAggregate
{
    public static readonly Problem TooLow = new(
        "points.balance-too-low", 409, "The account does not hold that many points.", "积分余额不足。");

    private PointsAccount()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The community whose points these are: a helper has one account in each that it served.</summary>
    public string Community { get; private init; } = "";

    /// <inheritdoc/>
    public long Version { get; set; }

    public AccountKind Kind { get; private init; }

    /// <summary>Whose person the owner is; ResidentUnits for issuance.</summary>
    public Society OwnerSociety { get; private init; }

    /// <summary>The helper, by its owner's id; empty for issuance.</summary>
    public Guid OwnerId { get; private init; }

    /// <summary>Points. Below zero only for issuance.</summary>
    public long Balance { get; private set; }

    /// <summary>What it may not go below; none for issuance.</summary>
    public long? Floor { get; private init; }

    public static PointsAccount OfIssuance(string community) => new()
    {
        Community = community,
        Kind = AccountKind.Issuance,
        OwnerSociety = Society.ResidentUnits,
    };

    public static PointsAccount OfHelper(string community, Society society, Guid helperId) => new()
    {
        Community = community,
        Kind = AccountKind.Helper,
        OwnerSociety = society,
        OwnerId = helperId,
        Floor = 0,
    };

    internal void Give(long amount)
    {
        if (Balance - amount < Floor)
            throw new BrokenRule(TooLow);
        Balance = checked(Balance - amount);
    }

    internal void Take(long amount) => Balance = checked(Balance + amount);
}
