using FiveSocieties.Events;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FiveSocieties.Community.Whistles;

/// <summary>The help has been given: the resident is asked whether it helped.</summary>
public sealed class OnLinkageServed(CommunityDb db, IOptions<WhistleOptions> clocks) : IConsumer<LinkageServed>
{
    public async Task Consume(ConsumeContext<LinkageServed> context)
    {
        var heard = context.Message;
        var whistle = await db.Heard(heard.WhistleId);
        var answerBy = db.Now + clocks.Value.AnswerPeriod;
        if (whistle.Serve(heard.LinkageId, heard.Round, heard.Clients ?? [], answerBy, db.Now))
            db.Publish(whistle, new AnswerRequested(whistle.Id, whistle.Round, answerBy));
    }
}
