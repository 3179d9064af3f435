using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Engagements;

/// <summary>What a society does when SocialWork asks one of its own.</summary>
public static class Asking
{
    /// <summary>Load counts what was accepted or done in the last 28 days.</summary>
    public const int LoadDays = 28;

    /// <summary>Asks the person, or the owner of the thing, and keeps free what is asked; or refuses without disturbing anybody.</summary>
    public static async Task Ask(this SocietyDb db, InvitationSent sent, string community)
    {
        if (await db.Engagements.AnyAsync(x => x.Id == sent.InvitationId))
            return;

        var helper = await db.Resources.SingleOrDefaultAsync(x => x.Id == sent.ResourceId);
        if (await db.Refusal(helper, sent) is { } reason)
        {
            var refused = Engagement.Of(sent, community, helper, EngagementState.Refused, db.Now);
            db.Add(refused);
            db.Publish(refused, new InvitationRefused(
                sent.InvitationId, sent.WhistleId, sent.Society, sent.ResourceId, reason));
            return;
        }

        var asked = Engagement.Of(sent, community, helper, EngagementState.Asked, db.Now);
        db.Add(asked);
        helper!.Hold(asked);
        db.Changed(helper);
    }

    /// <summary>Releases the person and says thank you; what already started goes on.</summary>
    public static async Task Withdraw(this SocietyDb db, InvitationWithdrawn withdrawn, string community)
    {
        var engagement = await db.Engagements.FindAsync(withdrawn.InvitationId);
        if (engagement is null)
            db.Add(Engagement.Overtaken(withdrawn, community, db.Now));
        else if (engagement.Allows(EngagementMove.Withdraw))
        {
            engagement.Withdraw();
            await db.Release(engagement);
        }
    }

    /// <summary>Matching is to read this resource again.</summary>
    public static void Changed(this SocietyDb db, Resource helper) =>
        db.Publish(helper, new ResourceChanged(db.Society, helper.Id));

    /// <summary>What was kept free is free again, or its use has ended.</summary>
    public static async Task Release(this SocietyDb db, Engagement engagement)
    {
        var helper = await db.Resources.SingleAsync(x => x.Id == engagement.HelperId);
        helper.Release(engagement);
        db.Changed(helper);
    }

    /// <summary>The engagement if this id answers for it and the caller serves its community.</summary>
    public static async Task<Engagement?> Find(this SocietyDb db, Guid id, Guid engagementId, Caller caller)
    {
        var engagement = await db.Engagements.SingleOrDefaultAsync(x => x.Id == engagementId && x.AnsweredById == id);
        return engagement is not null && caller.Serves(engagement.HelperCommunity) ? engagement : null;
    }

    private static async Task<Refusal?> Refusal(this SocietyDb db, Resource? helper, InvitationSent sent)
    {
        if (helper is null)
            return Events.Refusal.Unknown;
        if (helper.Suspended)
            return Events.Refusal.Suspended;
        if (helper.OptedOut)
            return Events.Refusal.OptedOut;
        var since = Slot.Of(db.Now.AddDays(-LoadDays));
        var others = await db.Engagements.AsNoTracking()
            .Where(x => x.HelperId == helper.Id && (x.WhistleId == sent.WhistleId || x.Slot >= since))
            .ToListAsync();
        if (others.Any(x => x.WhistleId == sent.WhistleId && x.Excludes(sent.Slot)))
            return Events.Refusal.AlreadyAsked;
        return helper.CanTake(sent, others) ? null : Events.Refusal.NoCapacity;
    }
}
