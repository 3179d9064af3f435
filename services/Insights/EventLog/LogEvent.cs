using FiveSocieties.Insights.Courses;
using FiveSocieties.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Insights.EventLog;

/// <summary>Writes any event into the log, and how far its whistle has come by it. One class for all: a new event is
/// heard without a line here.</summary>
public sealed class LogEvent<T>(InsightsDb db, ILogger<LogEvent<T>> log) : IConsumer<T>
    where T : class
{
    public async Task Consume(ConsumeContext<T> context)
    {
        var id = context.MessageId!.Value;
        if (await db.Events.AnyAsync(x => x.Id == id))
            return;

        var news = LoggedEvent.Of(
            id, context.Message, context.OccurredAt(), context.Community(), context.AggregateVersion());
        db.Add(news);
        if (news.WhistleId is { } whistle)
            await FollowCourse.Handle(db, whistle, news, context.CancellationToken);
        log.EventLogged(id, typeof(T).Name);
    }
}
