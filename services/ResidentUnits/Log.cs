using FiveSocieties.Events;

namespace FiveSocieties.ResidentUnits;

/// <summary>What an operator reads of this service: ids and codes only.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "unit.registered", Level = LogLevel.Information,
        Message = "Unit {UnitId} registered in {Community}")]
    public static partial void UnitRegistered(this ILogger log, Guid unitId, string community);

    [LoggerMessage(EventName = "resident.registered", Level = LogLevel.Information,
        Message = "Resident {ResidentId} registered in {Community} on the basis of {Basis}")]
    public static partial void ResidentRegistered(
        this ILogger log, Guid residentId, string community, LegalBasisKind basis);

    [LoggerMessage(EventName = "points.credited", Level = LogLevel.Information,
        Message = "{Amount} points for engagement {EngagementId} of whistle {WhistleId}, closed as {Code}")]
    public static partial void PointsCredited(
        this ILogger log, long amount, Guid engagementId, Guid whistleId, ClosingCode code);

    [LoggerMessage(EventName = "ledger.imbalance", Level = LogLevel.Critical,
        Message = "The balances of all points accounts add up to {Sum} instead of 0")]
    public static partial void LedgerImbalance(this ILogger log, long sum);
}
