using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Whistles;

/// <summary>That somebody read what the whistle says.</summary>
/// <param name="What"><c>brief</c> or <c>description</c>.</param>
/// <param name="Purpose">For what, for example <c>engagement</c> and its id.</param>
/// <param name="ByClient">Through which client.</param>
/// <param name="At">When.</param>
public sealed record ReceiptView(string What, string Purpose, string ByClient, DateTimeOffset At)
{
    public static ReceiptView Of(ReadReceipt receipt) =>
        new(receipt.What, receipt.Purpose, receipt.ByClientId, receipt.At);
}

internal static class ListReceipts
{
    /// <summary>Who read the description of a whistle, and when. For the client that raised it.</summary>
    public static async Task<Results<Ok<Page<ReceiptView>>, ProblemResult>> Handle(
        Guid id, HttpContext http, CommunityDb db, Caller caller)
    {
        if (await db.Find(id, caller) is not { } whistle)
            return RequestProblems.NotFound.Plain;
        if (whistle.RaisedBy != caller.ClientId)
            return Whistle.NotYours.Plain;
        var receipts = db.Receipts.AsNoTracking().Where(x => x.SubjectId == id);
        return TypedResults.Ok(await receipts.ToPage(http, x => x.Id, ReceiptView.Of));
    }
}
