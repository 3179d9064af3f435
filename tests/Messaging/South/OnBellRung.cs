using FiveSocieties.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Messaging.South;

public sealed class OnBellRung(SouthDb db, Script script) : IConsumer<BellRung>
{
    private static readonly Guid OnlyOne = new("0199aaaa-0000-7000-8000-000000000001");

    public async Task Consume(ConsumeContext<BellRung> context)
    {
        if (script.Barrier is { } barrier)
            await barrier.Task;
        var bell = await db.Bells.FirstOrDefaultAsync(b => b.Id == OnlyOne);
        if (bell is null)
            db.Bells.Add(bell = new TowerBell { Id = OnlyOne });
        bell.Rings++;
        db.Heard.Add(new Heard
        {
            BellId = context.Message.BellId,
            Note = context.Message.Note,
            Community = context.Community(),
            Version = context.AggregateVersion(),
        });
        db.Publish(bell, new BellEchoed(context.Message.BellId));
        script.Act("south", context.Message.Note);
    }
}
