using FiveSocieties.Storage;

namespace FiveSocieties.Operator;

/// <summary>Orders that change something: each with a reason, each written down, each safe to repeat.</summary>
internal static class Move
{
    public static Task Replay(Order order, Places places, TextWriter output) =>
        Each(order, places, (place, id) => place.Replay(id, order), aside => Line("replayed", aside), output);

    /// <summary>Prints what it takes away: it is the last to see it.</summary>
    public static Task Discard(Order order, Places places, TextWriter output) => Each(
        order, places, (place, id) => place.Discard(id, order),
        aside => $"{Line("discarded", aside)}\n{aside.Body}", output);

    /// <summary>Writes the act into the log; it counts once the transaction commits.</summary>
    public static void Log(this OperatorDb db, Aside aside, Order order) => db.OperatorActs.Add(new OperatorAct
    {
        At = db.Now,
        Who = order.Who,
        Why = order.Why,
        Act = order.Command,
        Subject = $"{aside.Place.Name} {aside.Id} {aside.Type} {aside.For}".TrimEnd(),
    });

    private static async Task Each(
        Order order, Places places, Func<IPlace, string?, Task<List<Aside>>> act, Func<Aside, string> line,
        TextWriter output)
    {
        if (order.Id is null != order.All)
            throw new OrderException($"Say which: {order.Command} ID, or {order.Command} --all.");
        _ = order.Why;
        var moved = 0;
        foreach (var place in places.All)
        {
            foreach (var aside in await act(place, order.Id))
            {
                moved++;
                await output.WriteLineAsync(line(aside));
            }
        }

        if (moved == 0 && order.Id is not null)
            throw new OrderException($"{order.Id} is not put aside anywhere: perhaps it was dealt with before.");
        await output.WriteLineAsync($"{moved} {(order.Command == "replay" ? "replayed" : "discarded")}.");
    }

    private static string Line(string what, Aside aside) => $"{what} {Look.Title(aside.Place)}: {Look.Line(aside)}";
}
