using MassTransit;

namespace FiveSocieties.Messaging;

/// <summary>Takes the words from a failure before its delivery goes into an error queue: an exception's text may hold
/// personal data, and the queue would keep it as a header. Kind and place of the failure stay.</summary>
internal sealed class WordlessFaults : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        context.ExceptionHeaders.Set(MessageHeaders.FaultMessage, "(withheld)");
        context.ExceptionHeaders.Set(MessageHeaders.FaultStackTrace, context.Exception.StackTrace ?? "");
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("wordlessFaults");
}
