namespace FiveSocieties.Operator;

/// <summary>A message that is put aside.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Id">Its message id; for a message without one, made of what is in it.</param>
/// <param name="Type">What was told.</param>
/// <param name="For">The consumer or queue it did not reach; null when it never left.</param>
/// <param name="Reason">Why; never a text that may hold personal data.</param>
/// <param name="Since">When it was put aside.</param>
/// <param name="Body">The message: ids and codes.</param>
internal sealed record Aside(
    IPlace Place, string Id, string Type, string? For, string Reason, DateTimeOffset? Since, string Body);

/// <summary>A place where messages are put aside.</summary>
internal interface IPlace
{
    /// <summary>Whose it is; null when it is nobody's.</summary>
    string? Service { get; }

    /// <summary>How an operator calls it.</summary>
    string Name { get; }

    Task<int> Count();

    /// <summary>The first of them.</summary>
    Task<List<Aside>> Look(int limit);

    /// <summary>Lets the messages be told or delivered again, each with its entry in the log. Null means all. Returns what
    /// was moved; what another operator was faster with is not among it.</summary>
    Task<List<Aside>> Replay(string? id, Order order);

    /// <summary>Takes the messages away, likewise.</summary>
    Task<List<Aside>> Discard(string? id, Order order);
}
