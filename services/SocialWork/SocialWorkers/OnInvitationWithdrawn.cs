using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.SocialWork.SocialWorkers;

/// <summary>A social worker need not come after all.</summary>
public sealed class OnInvitationWithdrawn(SocialWorkDb db) : IConsumer<InvitationWithdrawn>
{
    public async Task Consume(ConsumeContext<InvitationWithdrawn> context)
    {
        if (context.Message.Society == Society.SocialWork)
            await db.Withdraw(context.Message, context.Community());
    }
}
