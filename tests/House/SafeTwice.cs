using System.Text.RegularExpressions;
using FiveSocieties.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Tests.House;

/// <summary>Law 4: every reaction is safe twice, late, and out of order.</summary>
[Collection(nameof(RunningServices))]
public sealed class SafeTwice(RunningServices running)
{
    [Fact]
    public void Every_reaction_goes_through_the_inbox() => Law.Holds(
        "A consumer belongs to a module with a database, or hears on a queue that goes with its process:",
        from service in running.ByName
        where service.Value.GetService<Hearers>() is not null
        from hearer in service.Value.GetRequiredService<Hearers>().Values
        where hearer.Db is null && !hearer.Temporary
        select $"{service.Key}: {hearer.Type.Name} has no inbox");

    [Fact]
    public void Every_consumer_is_registered() => Law.Holds(
        "A consumer that no module registers never hears:",
        from hearing in Assemblies.Hearings
        let service = Assemblies.NameOf(hearing.Consumer.Assembly)
        where running.ByName.ContainsKey(service)
        let known = running.ByName[service].GetRequiredService<Hearers>().Keys
            .Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type)
        where !known.Contains(hearing.Consumer)
        select $"{service}: {hearing.Consumer.FullName}");

    [Fact]
    public void Consumers_are_public_and_sealed() => Law.Holds(
        "A consumer is public (or it is not found) and sealed:",
        from hearing in Assemblies.Hearings
        where !hearing.Consumer.IsVisible || !hearing.Consumer.IsSealed
        select hearing.Consumer.FullName!);

    [Fact]
    public void One_consumer_hears_one_event_in_a_file_of_that_name()
    {
        var files = Repository.CSharp("services").ToLookup(source => source.Name);
        Law.Holds(
            "On<Event>.cs holds the one consumer On<Event>, in the service that reacts:",
            from hearing in Assemblies.Hearings
            where !hearing.Consumer.IsGenericTypeDefinition
            let service = Assemblies.NameOf(hearing.Consumer.Assembly)
            let name = $"On{hearing.Message.Name}"
            where hearing.Consumer.Name != name
                || files[$"{name}.cs"].Count(source => source.Service == service) != 1
                || files[$"{name}.cs"].Any(source => Regex.Count(source.Code, @": IConsumer<") > 1)
            select $"{service}: {hearing.Consumer.Name} hears {hearing.Message.Name}");
    }

    [Fact]
    public void Only_Insights_hears_everything_at_once() => Law.Holds(
        "One generic consumer is enough:",
        from hearing in Assemblies.Hearings
        where hearing.Consumer.IsGenericTypeDefinition && Assemblies.NameOf(hearing.Consumer.Assembly) != "Insights"
        select hearing.Consumer.FullName!);
}
