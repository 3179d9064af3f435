using FiveSocieties.Records;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Records;

public sealed class ReadReceiptTests
{
    [Fact]
    public async Task A_receipt_says_who_read_whose_data_and_for_what()
    {
        await using var db = await PeopleDb.InMemory();
        var (subject, at) = (Guid.CreateVersion7(), new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
        db.Add(new ReadReceipt(subject, "brief", "engagement 7", "partner-a", at));
        db.Add(new ReadReceipt(Guid.CreateVersion7(), "brief", "engagement 8", "partner-b", at));
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        var receipt = await db.Set<ReadReceipt>().SingleAsync(x => x.SubjectId == subject);
        Assert.Equal(("brief", "engagement 7", "partner-a", at),
            (receipt.What, receipt.Purpose, receipt.ByClientId, receipt.At));
    }

    [Fact]
    public async Task Receipts_are_indexed_by_subject_and_time()
    {
        await using var db = await PeopleDb.InMemory();
        var index = Assert.Single(db.Model.FindEntityType(typeof(ReadReceipt))!.GetIndexes());
        Assert.Equal(["SubjectId", "At"], index.Properties.Select(x => x.Name));
    }
}
