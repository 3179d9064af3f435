using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using MassTransit;

namespace FiveSocieties.SocialWork.SocialWorkers;

/// <summary>A social worker is asked to serve.</summary>
public sealed class OnInvitationSent(SocialWorkDb db) : IConsumer<InvitationSent>
{
    public async Task Consume(ConsumeContext<InvitationSent> context)
    {
        if (context.Message.Society == Society.SocialWork)
            await db.Ask(context.Message, context.Community());
    }
}
