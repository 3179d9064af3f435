using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Operator;

/// <summary>Orders that change nothing.</summary>
internal static class Look
{
    /// <summary>Each place that is not empty, and the first of what is in it.</summary>
    public static async Task List(Order order, Places places, TextWriter output)
    {
        var total = 0;
        foreach (var place in places.All)
        {
            var count = await place.Count();
            if (count == 0)
                continue;
            total += count;
            await output.WriteLineAsync($"{Title(place)}: {count}");
            foreach (var aside in await place.Look(order.Limit))
                await output.WriteLineAsync($"  {Line(aside)}");
        }

        await output.WriteLineAsync(total == 0 ? "Nothing is put aside." : $"{total} put aside.");
    }

    /// <summary>One message with its body, wherever it stands.</summary>
    public static async Task Show(Order order, Places places, TextWriter output)
    {
        var id = order.Id ?? throw new OrderException("Say which: show ID.");
        var found = false;
        foreach (var place in places.All)
        {
            foreach (var aside in (await place.Look(int.MaxValue)).Where(aside => aside.Id == id))
            {
                found = true;
                await output.WriteLineAsync($"{Title(place)}: {Line(aside)}\n{aside.Body}");
            }
        }

        if (!found)
            throw new OrderException($"{id} is not put aside anywhere.");
    }

    /// <summary>What operators have done, the newest first.</summary>
    public static async Task Acts(Order order, Places places, TextWriter output)
    {
        foreach (var database in places.Databases)
        {
            await using var db = database.Open();
            foreach (var act in await db.OperatorActs.OrderByDescending(act => act.At).Take(order.Limit).ToListAsync())
                await output.WriteLineAsync(
                    $"{act.At:yyyy-MM-dd HH:mm:ss}Z {database.Service} {act.Act} {act.Subject} by {act.Who}: {act.Why}");
        }
    }

    /// <summary>Where a message stands.</summary>
    public static string Title(IPlace place) => place.Service is { } service ? $"{service} {place.Name}" : place.Name;

    /// <summary>A message without its body.</summary>
    public static string Line(Aside aside) => string.Join("  ", new[]
    {
        aside.Id, $"{aside.Since:yyyy-MM-dd HH:mm:ss}", aside.Type, aside.For is null ? "" : $"for {aside.For}", aside.Reason,
    }.Where(part => part.Length > 0));
}
