using System.Text.RegularExpressions;

namespace FiveSocieties.Tests.House;

/// <summary>Law 3: say and do are one transaction.</summary>
public sealed class SayAndDo
{
    /// <summary>Matching's queue goes with its connection: it must be told when it hears again, to list anew.</summary>
    private static readonly string[] ListensAgain =
        ["services/Matching/Index/WhenHearingAgain.cs", "services/Matching/Matching.cs"];

    [Fact]
    public void Nobody_but_Messaging_touches_the_bus() => Law.Forbids(
        "What is said is a row in the outbox: db.Publish. Only Messaging knows the bus:",
        Repository.Services(without: "Messaging"),
        @"\b(IBus(Control)?|IPublishEndpoint|ISendEndpoint(Provider)?|IRequestClient|IMessageScheduler|IMediator)\b");

    [Fact]
    public void Consumers_know_of_the_transport_only_what_they_hear() => Law.Holds(
        "Outside Messaging, MassTransit is IConsumer and ConsumeContext, in files that react to something:",
        from source in Repository.Services(without: "Messaging")
        where Regex.IsMatch(source.Code, @"\busing MassTransit|[^""]\bMassTransit\.")
            && !Regex.IsMatch(source.Code, @": IConsumer<\w+>|\bConsumeContext\b")
        where !ListensAgain.Contains(source.Path)
        select source.Path);

    [Fact]
    public void Consumers_answer_by_nothing_but_their_database() => Law.Forbids(
        "A consumer never publishes, sends or responds through its context, nor schedules anything:",
        Repository.Services(without: "Messaging"),
        @"\b[cC]ontext\.(Publish|Send|Respond|Forward|Redeliver|Defer|GetSendEndpoint|Schedule|NotifyConsumed)\w*[(<]");

    [Fact]
    public void Reactions_do_not_save_by_themselves() => Law.Holds(
        "The inbox saves and commits what a consumer did; a transaction of one's own would be a second one:",
        from source in Repository.Services(without: "Messaging")
        where source.Name.StartsWith("On", StringComparison.Ordinal) && Regex.IsMatch(source.Code, @": IConsumer<")
        where Regex.IsMatch(source.Code, @"\b(BeginTransaction|SaveChanges|UseTransaction)(Async)?\(")
        select source.Path);
}
