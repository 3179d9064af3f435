using System.Collections.Frozen;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.ResidentUnits;

/// <summary>Where a reservation stands.</summary>
public enum ReservationState
{
    Held,

    /// <summary>Handed out: the points have moved.</summary>
    Committed,

    /// <summary>Given up: the points are free again.</summary>
    Voided,

    /// <summary>Nobody came in time: free again too.</summary>
    Expired,
}

/// <summary>What can happen to a reservation.</summary>
public enum ReservationMove
{
    Commit,
    Void,
    Expire,
}

/// <summary>
/// Points of a helper, promised to a unit for something in its shop: spent when the unit hands it out, released when it
/// does not.
/// </summary>
public sealed class Reservation : IAggregate
{
    /// <summary>The rule by which points are spent.</summary>
    public const string Rule = "redemption";

    public static readonly Problem IllegalMove = new(
        "points.reservation-ended", 409, "The reservation has ended already, in another way.", "该预留已以其他方式结束。");

    public static readonly Problem TooLate = new(
        "points.reservation-expired", 409, "The reservation has expired.", "该预留已过期。");

    /// <summary>Every allowed move; all others are refused.</summary>
    public static readonly FrozenDictionary<(ReservationState From, ReservationMove Move), ReservationState> Moves =
        new Dictionary<(ReservationState, ReservationMove), ReservationState>
        {
            [(ReservationState.Held, ReservationMove.Commit)] = ReservationState.Committed,
            [(ReservationState.Held, ReservationMove.Void)] = ReservationState.Voided,
            [(ReservationState.Held, ReservationMove.Expire)] = ReservationState.Expired,
        }.ToFrozenDictionary();

    private Reservation()
    {
    }

    /// <summary>Made by the client; the transfer that it becomes bears the same id.</summary>
    public Guid Id { get; private init; }

    /// <inheritdoc/>
    public string Community { get; private init; } = "";

    /// <inheritdoc/>
    public long Version { get; set; }

    /// <summary>The account that is to give.</summary>
    public Guid DebitId { get; private init; }

    /// <summary>The account that is to take.</summary>
    public Guid CreditId { get; private init; }

    /// <summary>Points, at least one.</summary>
    public long Amount { get; private init; }

    public ReservationState State { get; private set; }

    public DateTimeOffset At { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>The partner's client that reserved.</summary>
    public string By { get; private init; } = "";

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The partner's client that ended it; nothing when time did.</summary>
    public string? EndedBy { get; private set; }

    /// <summary>Reserves the points: they count no more as free, and have not moved.</summary>
    public static Reservation Hold(
        PointsAccount from, PointsAccount to, long amount, string by, DateTimeOffset now, TimeSpan span, Guid? id = null)
    {
        Transfer.Check(from, to, amount);
        from.Reserve(amount);
        return new()
        {
            Id = id ?? Guid.CreateVersion7(),
            Community = from.Community,
            DebitId = from.Id,
            CreditId = to.Id,
            Amount = amount,
            At = now,
            ExpiresAt = now + span,
            By = by,
        };
    }

    /// <summary>Whether it is for the same, when its id is said again.</summary>
    public bool IsOf(PointsAccount from, PointsAccount to, long amount) =>
        (DebitId, CreditId, Amount) == (from.Id, to.Id, amount);

    /// <summary>Spends them; until the reservation expires.</summary>
    public Transfer Commit(PointsAccount from, PointsAccount to, string by, DateTimeOffset now)
    {
        if (State == ReservationState.Held && now >= ExpiresAt)
            throw new BrokenRule(TooLate);
        End(ReservationMove.Commit, from, by, now);
        return Transfer.Book(from, to, Amount, new(Rule, Id, By: by), now, Id);
    }

    /// <summary>Releases them.</summary>
    public void Void(PointsAccount from, string by, DateTimeOffset now) => End(ReservationMove.Void, from, by, now);

    /// <summary>Releases them because the time is over.</summary>
    public void Expire(PointsAccount from, DateTimeOffset now) => End(ReservationMove.Expire, from, null, now);

    private void End(ReservationMove move, PointsAccount from, string? by, DateTimeOffset now)
    {
        if (!Moves.TryGetValue((State, move), out var next))
            throw new BrokenRule(State == ReservationState.Expired ? TooLate : IllegalMove);
        (State, EndedAt, EndedBy) = (next, now, by);
        from.Release(Amount);
    }
}
