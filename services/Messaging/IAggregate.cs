namespace FiveSocieties.Messaging;

/// <summary>A noun that moves as a whole: what it holds is saved, counted and told together.</summary>
public interface IAggregate
{
    /// <summary>A version 7 id, made by the client where the client may retry.</summary>
    Guid Id { get; }

    /// <summary>The 12-digit code of the place it belongs to; it travels in each envelope.</summary>
    string Community { get; }

    /// <summary>1 when added, one more with each save that changes it or tells in its name. Concurrency token:
    /// <see cref="ServiceDb"/> alone writes it, so that it means the same on each engine.</summary>
    long Version { get; set; }
}

/// <summary>Marks an exception that another try cannot cure: a consumer that throws it is not run again.</summary>
public interface IDoNotRetry;
