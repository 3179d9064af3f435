using Grpc.Core;

namespace FiveSocieties.ResourceMatching;

/// <summary>The answer to a round comes in parts.</summary>
public static class RoundParts
{
    /// <summary>All parts in one.</summary>
    /// <exception cref="RpcException">As the contract says.</exception>
    public static async Task<RoundReply> WholeRound(
        this Matchmaker.MatchmakerClient matchmaker,
        RoundRequest request,
        DateTime? deadline = null,
        CancellationToken cancellation = default)
    {
        using var call = matchmaker.MatchRound(request, deadline: deadline, cancellationToken: cancellation);
        var whole = new RoundReply();
        while (await call.ResponseStream.MoveNext(cancellation))
            whole.MergeFrom(call.ResponseStream.Current);
        return whole;
    }
}
