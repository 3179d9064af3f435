using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

internal static class EndReservation
{
    /// <summary>The unit has handed the thing out: the points move. Said again, it is answered as the first time.</summary>
    public static Task<Results<Ok<ReservationView>, ProblemResult>> Commit(
        Guid id, ResidentUnitsDb db, Caller caller, HttpContext http) =>
        End(id, ReservationState.Committed, db, caller, http);

    /// <summary>Nothing is handed out: the points are free again. Said again, it is answered as the first time.</summary>
    public static Task<Results<Ok<ReservationView>, ProblemResult>> Void(
        Guid id, ResidentUnitsDb db, Caller caller, HttpContext http) =>
        End(id, ReservationState.Voided, db, caller, http);

    private static async Task<Results<Ok<ReservationView>, ProblemResult>> End(
        Guid id, ReservationState end, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        // The account before the reservation: whoever ends it in between has changed the account too, and the save says so.
        var from = await db.Accounts.SingleOrDefaultAsync(
            x => db.Reservations.Any(held => held.Id == id && held.DebitId == x.Id));
        var reservation = await db.Reservations.SingleOrDefaultAsync(x => x.Id == id);
        if (from is null || reservation is null || !caller.Serves(reservation.Community))
            return RequestProblems.NotFound.Plain;
        if (Etag.Guard(http, reservation.Version) is { } outdated && reservation.State != end)
            return outdated;

        if (reservation.State != end)
        {
            if (end == ReservationState.Voided)
                reservation.Void(from, caller.ClientId, db.Now);
            else
                db.Add(reservation.Commit(
                    from, await db.Accounts.SingleAsync(x => x.Id == reservation.CreditId), caller.ClientId, db.Now));
            await db.SaveChangesAsync();
        }

        Etag.Show(http, reservation.Version);
        return TypedResults.Ok(ReservationView.Of(reservation));
    }
}

/// <summary>What nobody has fetched in time is free again.</summary>
public sealed class ExpireReservations(ResidentUnitsDb db) : IDueRows
{
    /// <inheritdoc/>
    public IQueryable<Guid> Due
    {
        get
        {
            var now = db.Now;
            return db.Reservations.Where(x => x.State == ReservationState.Held && x.ExpiresAt <= now)
                .OrderBy(x => x.ExpiresAt).Select(x => x.Id);
        }
    }

    /// <inheritdoc/>
    public async Task Handle(Guid id, CancellationToken cancellation)
    {
        var debit = await db.Reservations.Where(x => x.Id == id).Select(x => x.DebitId).SingleAsync(cancellation);
        var from = await db.Accounts.SingleAsync(x => x.Id == debit, cancellation); // first: see EndReservation
        var reservation = await db.Reservations.SingleAsync(x => x.Id == id, cancellation);
        if (reservation.State != ReservationState.Held)
            return; // its end came in between
        reservation.Expire(from, db.Now);
        await db.SaveChangesAsync(cancellation);
    }
}
