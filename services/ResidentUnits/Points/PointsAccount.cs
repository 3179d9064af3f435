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

    /// <summary>What a unit took for what it handed out in one community.</summary>
    Unit,
}

/// <summary>
/// An account of the points bank. Its balance changes only by a <see cref="Transfer"/>; what is reserved only by a
/// <see cref="Reservation"/>.
/// </summary>
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

    /// <summary>Whose person the owner is; ResidentUnits for issuance and units.</summary>
    public Society OwnerSociety { get; private init; }

    /// <summary>The helper, by its owner's id, or the unit; empty for issuance.</summary>
    public Guid OwnerId { get; private init; }

    /// <summary>Points. Below zero only for issuance.</summary>
    public long Balance { get; private set; }

    /// <summary>Points promised by reservations that are still held: part of the balance, and not to be spent otherwise.</summary>
    public long Reserved { get; private set; }

    /// <summary>What balance less reserved may not go below; none for issuance.</summary>
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

    public static PointsAccount OfUnit(string community, Guid unitId) => new()
    {
        Community = community,
        Kind = AccountKind.Unit,
        OwnerSociety = Society.ResidentUnits,
        OwnerId = unitId,
        Floor = 0,
    };

    internal void Give(long amount)
    {
        Require(amount);
        Balance = checked(Balance - amount);
    }

    internal void Take(long amount) => Balance = checked(Balance + amount);

    internal void Reserve(long amount)
    {
        Require(amount);
        Reserved = checked(Reserved + amount);
    }

    internal void Release(long amount) => Reserved -= amount;

    private void Require(long amount)
    {
        if (Balance - Reserved - amount < Floor)
            throw new BrokenRule(TooLow);
    }
}
