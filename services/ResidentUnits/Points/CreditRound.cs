using FiveSocieties.Calls;
using FiveSocieties.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FiveSocieties.ResidentUnits;

/// <summary>Credits what a closed round earned, whichever of its two events came last.</summary>
public sealed class CreditRound(ResidentUnitsDb db, IOptions<PointsOptions> options, ILogger<ResidentUnitsDb> log)
{
    /// <summary>The earning rule; with the engagement it is the key that no credit passes twice.</summary>
    public const string Rule = "service-minutes";

    /// <summary>The round, new when this is the first that is heard of it.</summary>
    public async Task<ServedRound> Find(Guid whistleId, int round, string community)
    {
        var known = await db.ServedRounds.SingleOrDefaultAsync(x => x.WhistleId == whistleId && x.Round == round);
        return known
            ?? db.Add(new ServedRound { Community = community, WhistleId = whistleId, Round = round }).Entity;
    }

    /// <summary>Books one transfer for each contribution that has none yet; nothing while the round is open.</summary>
    public async Task Credit(ServedRound round)
    {
        if (round.Code is not { } code)
            return;
        var due = round.Contributions.Where(contribution => contribution.EarnsPoints)
            .Select(contribution => (Contribution: contribution,
                Points: Closing.Worth(code, contribution.Minutes, options.Value.MinutesPerPoint)))
            .Where(credit => credit.Points > 0).ToList();
        var causes = due.ConvertAll(credit => credit.Contribution.EngagementId);
        var booked = await db.Transfers.Where(x => x.Rule == Rule && causes.Contains(x.Cause))
            .Select(x => x.Cause).ToListAsync();
        due.RemoveAll(credit => booked.Contains(credit.Contribution.EngagementId));
        if (due.Count == 0)
            return;

        var issuance = await Issuance(round.Community);
        foreach (var (contribution, points) in due)
        {
            var account = await Account(round.Community, contribution);
            var transfer = Transfer.Book(
                issuance, account, points, new(Rule, contribution.EngagementId, round.WhistleId), db.Now);
            db.Add(transfer);
            db.Publish(account, new PointsCredited(
                transfer.Id, account.Id, points, Rule, transfer.Cause, round.WhistleId));
            log.PointsCredited(points, transfer.Cause, round.WhistleId, code);
        }
    }

    private async Task<PointsAccount> Issuance(string community) =>
        await db.Accounts.SingleOrDefaultAsync(x => x.Community == community && x.Kind == AccountKind.Issuance)
        ?? db.Add(PointsAccount.OfIssuance(community)).Entity;

    /// <summary>Somebody may have served twice in one round: an account just made is found too.</summary>
    private async Task<PointsAccount> Account(string community, Contribution of) =>
        db.Accounts.Local.SingleOrDefault(x => x.OwnerId == of.HelperId && x.Community == community)
        ?? await db.Accounts.SingleOrDefaultAsync(x => x.Community == community && x.Kind == AccountKind.Helper
            && x.OwnerSociety == of.Society && x.OwnerId == of.HelperId)
        ?? db.Add(PointsAccount.OfHelper(community, of.Society, of.HelperId)).Entity;
}
