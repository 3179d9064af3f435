using FiveSocieties.Records;
using FiveSocieties.ResourceMatching;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Community.Whistles;

/// <summary>
/// What an accepted helper must know, for the society that owns the engagement; each reading leaves a receipt.
/// </summary>
public sealed class BriefService(CommunityDb db, Seal seal) : WhistleBriefs.WhistleBriefsBase
{
    private const int LongestClientId = 100;

    public override async Task<WhistleBrief> Get(BriefRequest request, ServerCallContext context)
    {
        if (!Guid.TryParse(request.EngagementId, out var engagement)
            || request.Reader is not { Length: > 0 and <= LongestClientId })
            throw new RpcException(new(StatusCode.InvalidArgument, "An engagement and a reader must be named."));
        var whistle = Guid.TryParse(request.WhistleId, out var id)
            ? await db.Whistles.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, context.CancellationToken)
            : null;
        if (whistle is null)
            throw new RpcException(new(StatusCode.NotFound, "There is no such whistle."));

        db.Add(new ReadReceipt(whistle.Id, "brief", $"engagement {engagement}", request.Reader, db.Now));
        await db.SaveChangesAsync(context.CancellationToken);
        return new()
        {
            ResidentId = $"{whistle.ResidentId}",
            Description = seal.Open(ReadDescription.Purpose, whistle.Description),
        };
    }
}
