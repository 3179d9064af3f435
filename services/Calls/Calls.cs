using FiveSocieties.Engagements;
using FiveSocieties.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Calls;

/// <summary>A society that hears of whistles: the tables of what it heard, and the routes of its open calls.</summary>
public static class Calls
{
    extension(SocietyDb db)
    {
        public DbSet<OpenCall> OpenCalls => db.Set<OpenCall>();

        public DbSet<HeardWhistle> HeardWhistles => db.Set<HeardWhistle>();

        public DbSet<Closing> Closings => db.Set<Closing>();

        public DbSet<Offer> Offers => db.Set<Offer>();
    }

    /// <summary>Call it in <c>OnModelCreating</c> of the society's database.</summary>
    public static void AddCalls(this ModelBuilder model)
    {
        model.Entity<OpenCall>(call =>
        {
            call.ToTable("OpenCalls");
            call.Property(x => x.Id).ValueGeneratedNever();
            call.HasIndex(x => new { x.LineId, x.Round }).IsUnique();
            call.HasIndex(x => x.WhistleId);
            call.HasIndex(x => new { x.Community, x.Id });
        });
        model.Entity<HeardWhistle>(heard =>
        {
            heard.ToTable("HeardWhistles");
            heard.HasKey(x => x.WhistleId);
            heard.Property(x => x.WhistleId).ValueGeneratedNever();
            heard.Property(x => x.Changes).IsConcurrencyToken();
        });
        model.Entity<Closing>().ToTable("Closings").HasKey(x => new { x.WhistleId, x.Round });
        model.Entity<Offer>(offer =>
        {
            offer.ToTable("Offers");
            offer.Property(x => x.Id).ValueGeneratedNever();
            offer.HasIndex(x => new { x.HelperId, x.LineId, x.Round }).IsUnique();
        });
    }

    /// <summary>The same below <c>/members</c>, <c>/volunteers</c>, <c>/units</c> and <c>/social-workers</c>.</summary>
    /// <param name="noun">The group of the noun whose ids make offers.</param>
    /// <param name="society">Whose database the routes work on.</param>
    public static void MapCalls(this RouteGroupBuilder noun, Society society)
    {
        noun.Of(society, "engagements.read").MapGet("/open-calls", ListOpenCalls.Handle);
        noun.Of(society, "engagements.write").MapPost("/{id:guid}/offers", MakeOffer.Handle);
    }
}
