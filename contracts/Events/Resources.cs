namespace FiveSocieties.Events;

/// <summary>
/// Something about a resource changed: read the rest by gRPC. The envelope's version is the resource's: one older than
/// what is known is ignored. Said by the owner, heard by every replica of Matching.
/// </summary>
/// <param name="Society">The owner.</param>
/// <param name="ResourceId">The person or thing.</param>
public sealed record ResourceChanged(Society Society, Guid ResourceId);

/// <summary>
/// The grids or the barriers of a community changed: read them by gRPC. The envelope's version is the territory's. Said by Community,
/// heard by every replica of Matching.
/// </summary>
/// <param name="Code">12-digit code of the community.</param>
public sealed record GridChanged(string Code);
