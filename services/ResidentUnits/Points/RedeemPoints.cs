using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FiveSocieties.ResidentUnits;

/// <summary>A helper wants something from the shop of a unit.</summary>
/// <param name="AccountId">The helper's account.</param>
/// <param name="UnitId">The unit that gives the thing; it serves the community whose points these are.</param>
/// <param name="Amount">Points, 1 to 1,000,000.</param>
/// <param name="Id">Made by the client: said again, it is answered as the first time.</param>
public sealed record RedeemRequest(Guid AccountId, Guid UnitId, long Amount, Guid? Id = null)
{
    /// <summary>More than anybody has.</summary>
    internal const long Most = 1_000_000;
}

/// <summary>Points that wait for their thing to be handed out.</summary>
/// <param name="Id">The reservation; once committed, the transfer too.</param>
/// <param name="AccountId">The helper's account.</param>
/// <param name="UnitAccountId">The unit's account.</param>
/// <param name="Amount">Points.</param>
/// <param name="State">Where it stands.</param>
/// <param name="At">Since when.</param>
/// <param name="ExpiresAt">Until when it can be committed.</param>
/// <param name="By">The client that reserved.</param>
/// <param name="EndedAt">Once it has ended: when.</param>
/// <param name="EndedBy">And the client that ended it; absent when time did.</param>
public sealed record ReservationView(
    Guid Id,
    Guid AccountId,
    Guid UnitAccountId,
    long Amount,
    ReservationState State,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt,
    string By,
    DateTimeOffset? EndedAt,
    string? EndedBy)
{
    internal static ReservationView Of(Reservation reservation) => new(
        reservation.Id, reservation.DebitId, reservation.CreditId, reservation.Amount, reservation.State,
        reservation.At, reservation.ExpiresAt, reservation.By, reservation.EndedAt, reservation.EndedBy);
}

internal static class RedeemPoints
{
    /// <summary>Reserves the points until the unit hands the thing out, gives up, or the time is over.</summary>
    public static async Task<Results<Created<ReservationView>, ProblemResult>> Reserve(
        RedeemRequest request, ResidentUnitsDb db, Caller caller, IOptions<PointsOptions> options, HttpContext http)
    {
        var (from, to) = await Parties(request, db, caller);
        if (request.Id is { } id && await db.Reservations.SingleOrDefaultAsync(x => x.Id == id) is { } known)
            return known.IsOf(from, to, request.Amount) ? Answer(known) : RequestProblems.Exists.At("id");

        var reservation = Reservation.Hold(
            from, to, request.Amount, caller.ClientId, db.Now, options.Value.ReservedFor, request.Id);
        db.Add(reservation);
        await db.SaveChangesAsync();
        return Answer(reservation);

        Created<ReservationView> Answer(Reservation reserved)
        {
            Etag.Show(http, reserved.Version);
            return TypedResults.Created($"/api/v1/points/reservations/{reserved.Id}", ReservationView.Of(reserved));
        }
    }

    /// <summary>
    /// Spends the points at once: the thing goes over the counter now. It is reserved and committed in one save, so that
    /// one id stands for one thing, whichever way it is bought.
    /// </summary>
    public static async Task<Results<Created<TransferView>, ProblemResult>> Spend(
        RedeemRequest request, ResidentUnitsDb db, Caller caller, IOptions<PointsOptions> options)
    {
        var (from, to) = await Parties(request, db, caller);
        if (request.Id is { } id && await db.Reservations.SingleOrDefaultAsync(x => x.Id == id) is { } known)
            return known.IsOf(from, to, request.Amount) && known.State == ReservationState.Committed
                ? Answer(await db.Transfers.SingleAsync(x => x.Id == id))
                : RequestProblems.Exists.At("id");

        var reservation = Reservation.Hold(
            from, to, request.Amount, caller.ClientId, db.Now, options.Value.ReservedFor, request.Id);
        var transfer = reservation.Commit(from, to, caller.ClientId, db.Now);
        db.AddRange(reservation, transfer);
        await db.SaveChangesAsync();
        return Answer(transfer);

        static Created<TransferView> Answer(Transfer booked) =>
            TypedResults.Created($"/api/v1/points/transfers/{booked.Id}", TransferView.Of(booked));
    }

    /// <summary>The helper's account and the unit's.</summary>
    private static async Task<(PointsAccount From, PointsAccount To)> Parties(
        RedeemRequest request, ResidentUnitsDb db, Caller caller)
    {
        if (request.Amount is < 1 or > RedeemRequest.Most)
            throw new BrokenRule(RequestProblems.OutOfRange, "amount");
        var from = await db.Accounts.SingleOrDefaultAsync(
            x => x.Id == request.AccountId && x.Kind == AccountKind.Helper);
        if (from is null || !caller.Serves(from.Community))
            throw new BrokenRule(RequestProblems.NotFound, "accountId");
        var unit = await db.Units.AsNoTracking().SingleOrDefaultAsync(x => x.Id == request.UnitId);
        if (unit is null || !unit.IsServing(from.Community))
            throw new BrokenRule(Unit.NotServed, "unitId");
        return (from, await UnitAccount(db, from.Community, unit.Id));
    }

    /// <summary>The unit's account, opened when it is first needed: of two who need it at once one opens it, and the other
    /// waits for that and finds it.</summary>
    private static async Task<PointsAccount> UnitAccount(ResidentUnitsDb db, string community, Guid unitId)
    {
        var account = db.Accounts.Where(
            x => x.Community == community && x.Kind == AccountKind.Unit && x.OwnerId == unitId);
        if (await account.SingleOrDefaultAsync() is { } known)
            return known;
        var (opened, kind, society) = (
            PointsAccount.OfUnit(community, unitId), nameof(AccountKind.Unit), nameof(Society.ResidentUnits));
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Accounts"
                ("Id", "Community", "Version", "Kind", "OwnerSociety", "OwnerId", "Balance", "Reserved", "Floor")
            VALUES ({opened.Id}, {community}, 1, {kind}, {society}, {unitId}, 0, 0, {opened.Floor})
            ON CONFLICT DO NOTHING
            """);
        return await account.SingleAsync();
    }
}
