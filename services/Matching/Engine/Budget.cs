namespace FiveSocieties.Matching.Engine;

/// <summary>How long a solution may take; what is found by then is returned with its gap.</summary>
/// <param name="Milliseconds">Time on the clock.</param>
/// <param name="Iterations">Units looked at; for tests, where the clock must not decide.</param>
public readonly record struct Budget(long Milliseconds = long.MaxValue, long Iterations = long.MaxValue);
