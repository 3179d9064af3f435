namespace FiveSocieties.Partners;

/// <summary>What this service says in its log; ids only.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "client.issued", Level = LogLevel.Information,
        Message = "Client {IssuedClient} of organisation {Organisation} issued by {Client}")]
    public static partial void ClientIssued(this ILogger log, string issuedClient, Guid organisation, string client);

    [LoggerMessage(EventName = "client.revoked", Level = LogLevel.Information,
        Message = "Client {RevokedClient} of organisation {Organisation} revoked by {Client}")]
    public static partial void ClientRevoked(this ILogger log, string revokedClient, Guid organisation, string client);

    [LoggerMessage(EventName = "client.bootstrap.written", Level = LogLevel.Information,
        Message = "{Count} clients of the configuration written")]
    public static partial void BootstrapWritten(this ILogger log, int count);

    [LoggerMessage(EventName = "issuer.not-ready", Level = LogLevel.Warning,
        Message = "The issuer is not ready, tried again in {Pause}")]
    public static partial void IssuerNotReady(this ILogger log, Exception why, TimeSpan pause);
}
