using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Records;

/// <summary>
/// That somebody read personal data: whose, which, for what, and through which client. Written in the same SaveChanges
/// as the reading's own effect; never holds what was read (Personal Information Protection Law, art. 51 and 54).
/// </summary>
public sealed class ReadReceipt
{
    private ReadReceipt()
    {
    }

    /// <param name="subjectId">The row of the person whose data was read.</param>
    /// <param name="what">A code of the data ("brief", "contact"), at most 80 characters.</param>
    /// <param name="purpose">A code or id of the reason ("engagement 0197…"), at most 200 characters.</param>
    /// <param name="byClientId">The client that asked, at most 100 characters.</param>
    /// <param name="at">The moment of reading.</param>
    public ReadReceipt(Guid subjectId, string what, string purpose, string byClientId, DateTimeOffset at)
    {
        (SubjectId, What, Purpose, ByClientId, At) = (subjectId, what, purpose, byClientId, at);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid SubjectId { get; private set; }

    public string What { get; private set; } = "";

    public string Purpose { get; private set; } = "";

    public string ByClientId { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}

/// <summary>Gives a service's database its table of read receipts.</summary>
public static class ReadReceipts
{
    /// <summary>Call it in <c>OnModelCreating</c>; the list of one person, newest last, is one index range.</summary>
    public static ModelBuilder AddReadReceipts(this ModelBuilder model) => model.Entity<ReadReceipt>(receipt =>
    {
        receipt.ToTable(nameof(ReadReceipts));
        receipt.Property(x => x.Id).ValueGeneratedNever();
        receipt.Property(x => x.What).HasMaxLength(80);
        receipt.Property(x => x.Purpose).HasMaxLength(200);
        receipt.Property(x => x.ByClientId).HasMaxLength(100);
        receipt.HasIndex(x => new { x.SubjectId, x.At });
    });
}
