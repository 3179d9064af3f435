using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>An account of the points bank.</summary>
/// <param name="Id">The account.</param>
/// <param name="Community">12-digit code of the community whose points these are.</param>
/// <param name="Kind">Issuance, a helper's, or a unit's.</param>
/// <param name="Society">Whose person the helper is; absent for issuance.</param>
/// <param name="OwnerId">The helper or the unit; absent for issuance.</param>
/// <param name="Balance">Points.</param>
/// <param name="Reserved">How many of them wait for something to be handed out.</param>
public sealed record AccountView(
    Guid Id, string Community, AccountKind Kind, Society? Society, Guid? OwnerId, long Balance, long Reserved)
{
    internal static AccountView Of(PointsAccount account)
    {
        var isOwned = account.Kind != AccountKind.Issuance;
        return new(
            account.Id, account.Community, account.Kind, isOwned ? account.OwnerSociety : null,
            isOwned ? account.OwnerId : null, account.Balance, account.Reserved);
    }
}

/// <summary>Points that came or went.</summary>
/// <param name="Id">The transfer.</param>
/// <param name="DebitId">The account that gave.</param>
/// <param name="CreditId">The account that took.</param>
/// <param name="Amount">Points.</param>
/// <param name="Rule">By which rule.</param>
/// <param name="Cause">What for: the engagement, or the reservation.</param>
/// <param name="WhistleId">The whistle it comes from, if any.</param>
/// <param name="By">The client that asked for it; absent when the rule alone did.</param>
/// <param name="At">When.</param>
public sealed record TransferView(
    Guid Id,
    Guid DebitId,
    Guid CreditId,
    long Amount,
    string Rule,
    Guid Cause,
    Guid? WhistleId,
    string? By,
    DateTimeOffset At)
{
    internal static TransferView Of(Transfer transfer) => new(
        transfer.Id, transfer.DebitId, transfer.CreditId, transfer.Amount, transfer.Rule, transfer.Cause,
        transfer.WhistleId, transfer.By, transfer.At);
}

/// <summary>Whether a community's ledger is whole.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Accounts">How many accounts there are.</param>
/// <param name="Issued">Points in the hands of helpers.</param>
/// <param name="Redeemed">Points that units took for what they handed out.</param>
/// <param name="Sum">Of all balances: 0.</param>
public sealed record BalanceView(string Community, int Accounts, long Issued, long Redeemed, long Sum);

internal static class ListAccounts
{
    /// <summary>The accounts of the caller's communities, of one, or of one owner, by id: nobody is ranked.</summary>
    public static async Task<Ok<Page<AccountView>>> Handle(
        ResidentUnitsDb db, Caller caller, HttpContext http, string? community, Guid? owner)
    {
        var communities = caller.Among(community);
        var accounts = db.Accounts.AsNoTracking().Where(x => communities.Contains(x.Community)
            && (owner == null || (x.OwnerId == owner && x.Kind != AccountKind.Issuance)));
        return TypedResults.Ok(await accounts.ToPage(http, x => x.Id, AccountView.Of));
    }
}

internal static class ReadAccount
{
    /// <summary>One account.</summary>
    public static async Task<Results<Ok<AccountView>, ProblemResult>> Handle(
        Guid id, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id);
        if (account is null || !caller.Serves(account.Community))
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, account.Version);
        return TypedResults.Ok(AccountView.Of(account));
    }
}

internal static class ListTransfers
{
    /// <summary>What an account gave and took, oldest first.</summary>
    public static async Task<Results<Ok<Page<TransferView>>, ProblemResult>> Handle(
        Guid id, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var community = await db.Accounts.Where(x => x.Id == id).Select(x => x.Community).SingleOrDefaultAsync();
        if (community is null || !caller.Serves(community))
            return RequestProblems.NotFound.Plain;

        var transfers = db.Transfers.AsNoTracking().Where(x => x.DebitId == id || x.CreditId == id);
        return TypedResults.Ok(await transfers.ToPage(http, x => x.Id, TransferView.Of));
    }
}

internal static class ReadTransfer
{
    /// <summary>One transfer.</summary>
    public static async Task<Results<Ok<TransferView>, ProblemResult>> Handle(
        Guid id, ResidentUnitsDb db, Caller caller)
    {
        var transfer = await db.Transfers.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id);
        var community = transfer is null ? null : await db.Accounts.Where(x => x.Id == transfer.DebitId)
            .Select(x => x.Community).SingleAsync();
        return community is null || !caller.Serves(community)
            ? RequestProblems.NotFound.Plain
            : TypedResults.Ok(TransferView.Of(transfer!));
    }
}

internal static class ReadReservation
{
    /// <summary>One reservation.</summary>
    public static async Task<Results<Ok<ReservationView>, ProblemResult>> Handle(
        Guid id, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var reservation = await db.Reservations.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id);
        if (reservation is null || !caller.Serves(reservation.Community))
            return RequestProblems.NotFound.Plain;
        Etag.Show(http, reservation.Version);
        return TypedResults.Ok(ReservationView.Of(reservation));
    }
}

internal static class ListReservations
{
    /// <summary>The reservations of the caller's communities; of one account, or in one state.</summary>
    public static async Task<Ok<Page<ReservationView>>> Handle(
        ResidentUnitsDb db, Caller caller, HttpContext http, ReservationState? state, Guid? account)
    {
        var communities = caller.Communities;
        var reservations = db.Reservations.AsNoTracking().Where(x => communities.Contains(x.Community)
            && (state == null || x.State == state)
            && (account == null || x.DebitId == account || x.CreditId == account));
        return TypedResults.Ok(await reservations.ToPage(http, x => x.Id, ReservationView.Of));
    }
}

internal static class ReadBalance
{
    /// <summary>The sum check of a community.</summary>
    public static async Task<Results<Ok<BalanceView>, ProblemResult>> Handle(
        string community, ResidentUnitsDb db, Caller caller)
    {
        if (!caller.Serves(community))
            return IdentityProblems.ForeignCommunity.At("community");
        var kinds = await db.Accounts.Where(x => x.Community == community)
            .GroupBy(x => x.Kind)
            .Select(group => new { group.Key, Count = group.Count(), Sum = group.Sum(x => x.Balance) })
            .ToListAsync();
        return TypedResults.Ok(new BalanceView(
            community,
            kinds.Sum(kind => kind.Count),
            Of(AccountKind.Helper),
            Of(AccountKind.Unit),
            kinds.Sum(kind => kind.Sum)));

        long Of(AccountKind wanted) => kinds.Where(kind => kind.Key == wanted).Sum(kind => kind.Sum);
    }
}
