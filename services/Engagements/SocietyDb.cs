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
    }
}

/// <summary>A slot as its number, so that the database can compare slots.</summary>
public sealed class SlotColumn() : ValueConverter<Slot, int>(slot => slot.Number, number => Slot.FromNumber(number));
