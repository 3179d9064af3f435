using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.Records;
using FiveSocieties.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FiveSocieties.Engagements;

/// <summary>What the database of every society holds that can be asked to serve.</summary>
public abstract class SocietyDb(DbContextOptions options) : ServiceDb(options)
{
    /// <summary>Whose database this is.</summary>
    public abstract Society Society { get; }

    /// <summary>What else this society does, in the same transaction, when one of its own has finished.</summary>
    public virtual Task Finished(Engagement engagement) => Task.CompletedTask;

    /// <summary>Whoever, and whatever, can be asked.</summary>
    public DbSet<Resource> Resources => Set<Resource>();

    /// <summary>The people among them.</summary>
    public DbSet<Helper> Helpers => Set<Helper>();

    public DbSet<Engagement> Engagements => Set<Engagement>();

    public DbSet<OpenCall> OpenCalls => Set<OpenCall>();

    public DbSet<HeardWhistle> HeardWhistles => Set<HeardWhistle>();

    public DbSet<Closing> Closings => Set<Closing>();

    public DbSet<Offer> Offers => Set<Offer>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        base.ConfigureConventions(configuration);
        configuration.AddSealedColumns();
        configuration.Properties<Slot>().HaveConversion<SlotColumn>();
        configuration.Properties<IReadOnlyList<HelperSkill>>()
            .HaveConversion<JsonColumn<HelperSkill>, JsonCompare<HelperSkill>>();
        configuration.Properties<IReadOnlyList<string>>().HaveConversion<JsonColumn<string>, JsonCompare<string>>();
        configuration.Properties<IReadOnlyList<Slot>>().HaveConversion<JsonColumn<Slot>, JsonCompare<Slot>>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.AddReadReceipts();
        model.Entity<Resource>(resource =>
        {
            resource.UseTpcMappingStrategy();
            resource.Property(x => x.Id).ValueGeneratedNever();
            resource.Property(x => x.Community).HasMaxLength(12);
            resource.HasIndex(x => new { x.Community, x.Id });
            resource.HasIndex(x => x.AnsweredById);
        });
        model.Entity<Helper>().HasIndex(x => x.PhoneIndex);
        model.Entity<Engagement>(engagement =>
        {
            engagement.Property(x => x.Id).ValueGeneratedNever();
            engagement.HasIndex(x => new { x.AnsweredById, x.Id });
            engagement.HasIndex(x => new { x.HelperId, x.Slot });
            engagement.HasIndex(x => new { x.WhistleId, x.Round });
            engagement.HasIndex(x => new { x.HelperCommunity, x.State, x.Id });
            engagement.HasIndex(x => new { x.State, x.AnswerBy });
            engagement.HasIndex(x => new { x.State, x.StartBy });
        });
        model.Entity<OpenCall>(call =>
        {
            call.Property(x => x.Id).ValueGeneratedNever();
            call.HasIndex(x => new { x.LineId, x.Round }).IsUnique();
            call.HasIndex(x => x.WhistleId);
            call.HasIndex(x => new { x.Community, x.Id });
        });
        model.Entity<HeardWhistle>(heard =>
        {
            heard.HasKey(x => x.WhistleId);
            heard.Property(x => x.WhistleId).ValueGeneratedNever();
            heard.Property(x => x.Changes).IsConcurrencyToken();
        });
        model.Entity<Closing>().HasKey(x => new { x.WhistleId, x.Round });
        model.Entity<Offer>(offer =>
        {
            offer.Property(x => x.Id).ValueGeneratedNever();
            offer.HasIndex(x => new { x.HelperId, x.LineId, x.Round }).IsUnique();
        });
    }
}

/// <summary>A slot as its number, so that the database can compare slots.</summary>
public sealed class SlotColumn() : ValueConverter<Slot, int>(slot => slot.Number, number => Slot.FromNumber(number));
