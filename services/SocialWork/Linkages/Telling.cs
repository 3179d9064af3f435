using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>What a linkage decides goes out in its name; what owners say comes in to it.</summary>
internal static class Telling
{
    /// <summary>Tells what the linkage says has happened.</summary>
    public static void Tell(this SocialWorkDb db, Linkage linkage, IEnumerable<object> told)
    {
        foreach (var message in told)
            db.Publish(linkage, message);
    }

    /// <summary>Sends invitations to the owners of the invited, each when people may be asked.</summary>
    public static void Send(this SocialWorkDb db, Linkage linkage, IEnumerable<Invitation> invitations)
    {
        foreach (var x in invitations)
        {
            var line = linkage.Lines.Single(line => line.LineId == x.LineId);
            db.Publish(
                linkage,
                new InvitationSent(
                    x.Id, linkage.Id, linkage.WhistleId, linkage.Round, x.LineId, x.Society, x.ResourceId, x.Skill,
                    x.Slot, x.AnswerBy, x.DecidedBy, linkage.Urgency, line.Kind, line.Size),
                x.AskedAt);
        }
    }

    /// <summary>
    /// The linkage hears what the owner of one invitation did, and tells what follows from it. Who has finished counts
    /// for the round that the owner names: the whistle may have been blown again at that moment.
    /// </summary>
    public static async Task Hear(
        this SocialWorkDb db,
        Guid invitationId,
        InvitationMove move,
        ConsumeContext context,
        int minutes = 0,
        string? client = null,
        DeclineReason? reason = null,
        int? round = null)
    {
        var linkage = await db.WholeLinkages
            .SingleOrDefaultAsync(x => x.Invitations.Any(invitation => invitation.Id == invitationId));
        if (linkage is null)
            return;
        if (round is { } named && named != linkage.Round && await db.WholeLinkages
            .SingleOrDefaultAsync(x => x.WhistleId == linkage.WhistleId && x.Round == named) is { } other)
        {
            db.Tell(linkage, linkage.HandOver(invitationId, other, db.Now));
            linkage = other;
        }

        db.Tell(linkage, linkage.Hear(invitationId, move, context.OccurredAt(), db.Now, minutes, client, reason));
    }
}
