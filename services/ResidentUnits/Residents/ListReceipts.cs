using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>That somebody read a resident's data.</summary>
/// <param name="Id">The receipt.</param>
/// <param name="What">Which data.</param>
/// <param name="Purpose">What for.</param>
/// <param name="ByClientId">Through which client.</param>
/// <param name="At">When.</param>
public sealed record ReceiptView(Guid Id, string What, string Purpose, string ByClientId, DateTimeOffset At)
{
    internal static ReceiptView Of(ReadReceipt receipt) => new(
        receipt.Id, receipt.What, receipt.Purpose, receipt.ByClientId, receipt.At);
}

internal static class ListReceipts
{
    /// <summary>Who read this resident's data, when and what for; oldest first.</summary>
    public static async Task<Results<Ok<Page<ReceiptView>>, ProblemResult>> Handle(
        Guid id, ResidentUnitsDb db, Caller caller, HttpContext http)
    {
        var community = await db.Residents.Where(x => x.Id == id).Select(x => x.Community).SingleOrDefaultAsync();
        if (community is null || !caller.Serves(community))
            return RequestProblems.NotFound.Plain;

        var receipts = db.Set<ReadReceipt>().AsNoTracking().Where(x => x.SubjectId == id);
        return TypedResults.Ok(await receipts.ToPage(http, x => x.Id, ReceiptView.Of));
    }
}
