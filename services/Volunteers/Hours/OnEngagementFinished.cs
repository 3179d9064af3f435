using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Volunteers;

/// <summary>A volunteer has served: the minutes are entered in the record, once.</summary>
public sealed class OnEngagementFinished(VolunteersDb db) : IConsumer<EngagementFinished>
{
    public async Task Consume(ConsumeContext<EngagementFinished> context)
    {
        var finished = context.Message;
        if (finished.Society != Society.Volunteers
            || await db.Hours.AnyAsync(x => x.EngagementId == finished.InvitationId))
            return;

        var volunteer = await db.Volunteers.AsNoTracking().SingleAsync(x => x.Id == finished.ResourceId);
        var entry = new HoursEntry
        {
            Community = volunteer.Community,
            VolunteerId = volunteer.Id,
            EngagementId = finished.InvitationId,
            WhistleId = finished.WhistleId,
            Minutes = finished.Minutes,
            Evidence = finished.Evidence,
            At = context.OccurredAt(),
        };
        db.Add(entry);
        db.Publish(entry, new HoursRecorded(
            entry.Id, entry.VolunteerId, entry.EngagementId, entry.WhistleId, entry.Minutes, entry.Evidence));
    }
}
