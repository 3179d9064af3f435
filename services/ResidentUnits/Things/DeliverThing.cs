using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.ResidentUnits;

/// <summary>A thing was provided.</summary>
/// <param name="Quantity">Seats, pieces, fen or people served: all that was asked, when not said; never more.</param>
public sealed record DeliverRequest(long? Quantity = null);

internal static class DeliverThing
{
    /// <summary>What was accepted has been provided; what was kept free beyond it is free again.</summary>
    public static async Task<Results<Ok<EngagementView>, ProblemResult>> Handle(
        Guid id, Guid engagementId, DeliverRequest? request, ResidentUnitsDb db, Caller caller)
    {
        var engagement = await db.Find(id, engagementId, caller);
        if (engagement is null)
            return RequestProblems.NotFound.Plain;
        var quantity = request?.Quantity ?? engagement.Size;
        if (engagement.Allows(EngagementMove.Deliver)
            && new Checks().Range("quantity", quantity, 1, engagement.Size).Failed is { } problem)
            return problem;

        engagement.Deliver(quantity, db.Now);
        await db.Release(engagement);
        db.Publish(engagement, new EngagementDelivered(
            engagement.Id, engagement.WhistleId, engagement.Round, db.Society, engagement.HelperId, quantity,
            engagement.Client));
        await db.SaveChangesAsync();
        return TypedResults.Ok(EngagementView.Of(engagement));
    }
}
