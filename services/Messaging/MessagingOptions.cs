namespace FiveSocieties.Messaging;

/// <summary>Section <c>Messaging</c>; the defaults serve both ways to run.</summary>
public sealed class MessagingOptions
{
    /// <summary>Messages a relay takes at once.</summary>
    public int Batch { get; set; } = 400;

    /// <summary>Messages a relay has in flight at most.</summary>
    public int InFlight { get; set; } = 1600;

    /// <summary>How often a relay looks without being woken: for what a dead replica left, and for what waits for its time.
    /// Each commit wakes it at once.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After this long a broker that has not confirmed is taken to be away.</summary>
    public TimeSpan PublishLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After this long a message in memory that some consumer has not settled is told again.</summary>
    public TimeSpan SettleLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A row that failed this often by its own fault is parked.</summary>
    public int Tries { get; set; } = 10;

    /// <summary>First pause of a row after a failure of its own; doubled each time, at most five minutes.</summary>
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Milliseconds before each further try of a consumer; 20, 100, 500, 2000 when empty (configuration would
    /// add to a default, not replace it).</summary>
    public int[] RetryPauses { get; set; } = [];

    /// <summary>How long <c>--migrate</c> waits for a broker.</summary>
    public TimeSpan DeclareLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often each process counts what nobody is bound to.</summary>
    public TimeSpan Look { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Deliveries of one message before a quorum queue gives it to the dead-letter queue.</summary>
    public int DeliveryLimit { get; set; } = 20;

    /// <summary>Deliveries one queue may have in hand.</summary>
    public int Prefetch { get; set; } = 32;

    /// <summary>How long a message is known as dealt with.</summary>
    public TimeSpan KeepInbox { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long an <c>Idempotency-Key</c> is honoured.</summary>
    public TimeSpan KeepAnswers { get; set; } = TimeSpan.FromDays(7);
}
