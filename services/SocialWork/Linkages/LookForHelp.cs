using FiveSocieties.ResourceMatching;
using FiveSocieties.SocialWork.SocialWorkers;
using FiveSocieties.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>
/// Emergency and urgent needs: asks Matching who fits, and invites them at once.
/// It asks outside any transaction; whoever changed the linkage meanwhile is met in its version, and it looks again.
/// </summary>
public sealed class LookForHelp(
    SocialWorkDb db,
    Matchmaker.MatchmakerClient matchmaker,
    Territory.TerritoryClient territory,
    IOptions<LinkageOptions> settings,
    ILogger<LookForHelp> log) : IDueRows
{
    private readonly LinkageOptions options = settings.Value;

    /// <inheritdoc/>
    public IQueryable<Guid> Due
    {
        get
        {
            var now = db.Now;
            return db.Linkages.Where(x => !x.InRounds && x.NextLookAt <= now)
                .OrderBy(x => x.NextLookAt).ThenBy(x => x.Id).Select(x => x.Id);
        }
    }

    /// <inheritdoc/>
    public async Task Handle(Guid id, CancellationToken cancellation)
    {
        var now = db.Now;
        var linkage = await db.WholeLinkages
            .SingleOrDefaultAsync(x => x.Id == id && x.NextLookAt <= now, cancellation);
        if (linkage is null)
            return;

        using var span = Spans.Of("linkage.look", linkage);
        try
        {
            await linkage.Locate(territory, cancellation);
            var found = await Ask(linkage, now, cancellation);
            if (linkage.LinkerId is null)
                linkage.Take(await db.Linker(linkage.Community));
            var invited = linkage.InviteFound(found, options, now);
            db.Send(linkage, invited);
            log.Looked(linkage.Id, linkage.WhistleId, $"{linkage.Circle}", invited.Count);
            db.Tell(linkage, linkage.Looked(options, now));
        }
        catch (RpcException failure) when (!cancellation.IsCancellationRequested)
        {
            linkage.LookFailed(options, now);
            log.LookFailed(linkage.Id, linkage.WhistleId, $"{failure.StatusCode}", linkage.NextLookAt);
        }

        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Line by line, required ones first; who is found for one is not asked for the next.</summary>
    private async Task<List<Found>> Ask(Linkage linkage, DateTimeOffset now, CancellationToken cancellation)
    {
        List<Found> found = [];
        var excluded = await db.AskedBefore(linkage, cancellation);
        foreach (var (line, room) in linkage.Asks(options, now))
        {
            var reply = await matchmaker.MatchAsync(
                new()
                {
                    Line = Questions.About(linkage, line, linkage.Sought(line), excluded, options, now),
                    Policy = options.Policy.ToPolicy(),
                    Take = Math.Min(room, 200),
                },
                cancellationToken: cancellation);
            var choices = reply.Candidates.Take(room).Select(x => x.ToChoice(line.LineId)).ToList();
            excluded.Resources.UnionWith(choices.Select(x => x.ResourceId));
            found.Add(new(line.LineId, choices, reply.Lacks.ToWord()));
        }

        return found;
    }
}
