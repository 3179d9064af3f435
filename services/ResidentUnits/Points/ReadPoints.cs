using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>An account of the points bank.</summary>
/// <param name="Id">The account.</param>
/// <param name="Community">12-digit code of the community whose points these are.</param>
/// <param name="Kind">Issuance, or a helper's.</param>
/// <param name="Society">Whose person the helper is; absent for issuance.</param>
/// <param name="OwnerId">The helper; absent for issuance.</param>
/// <param name="Balance">Points.</param>
public sealed record AccountView(
    Guid Id, string Community, AccountKind Kind, Society? Society, Guid? OwnerId, long Balance)
{
    internal static AccountView Of(PointsAccount account) => account.Kind == AccountKind.Issuance
        ? new(account.Id, account.Community, account.Kind, null, null, account.Balance)
        : new(account.Id, account.Community, account.Kind, account.OwnerSociety, account.OwnerId, account.Balance);
}

/// <summary>Points that came or went.</summary>
/// <param name="Id">The transfer.</param>
/// <param name="DebitId">The account that gave.</param>
/// <param name="CreditId">The account that took.</param>
/// <param name="Amount">Points.</param>
/// <param name="Rule">By which rule.</param>
/// <param name="Cause">What for: the engagement.</param>
/// <param name="WhistleId">The whistle it comes from.</param>
/// <param name="At">When.</param>
public sealed record TransferView(
    Guid Id, Guid DebitId, Guid CreditId, long Amount, string Rule, Guid Cause, Guid WhistleId, DateTimeOffset At)
{
    internal static TransferView Of(Transfer transfer) => new(
        transfer.Id, transfer.DebitId, transfer.CreditId, transfer.Amount, transfer.Rule, transfer.Cause,
        transfer.WhistleId, transfer.At);
}

/// <summary>Whether a community's ledger is whole.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Accounts">How many accounts there are.</param>
/// <param name="Issued">Points in the hands of helpers.</param>
/// <param name="Sum">Of all balances: 0.</param>
public sealed record BalanceView(string Community, int Accounts, long Issued, long Sum);

internal static class ListAccounts
{
    /// <summary>The accounts of the caller's communities, or of one, by id: nobody is ranked.</summary>
    public static async Task<Ok<Page<AccountView>>> Handle(
        ResidentUnitsDb db, Caller caller, HttpContext http, string? community)
    {
        var communities = caller.Among(community);
        var accounts = db.Accounts.AsNoTracking().Where(x => communities.Contains(x.Community));
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
            kinds.Where(kind => kind.Key == AccountKind.Helper).Sum(kind => kind.Sum),
            kinds.Sum(kind => kind.Sum)));
    }
}
