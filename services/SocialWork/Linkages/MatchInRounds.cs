using FiveSocieties.Engagements;
using FiveSocieties.ResourceMatching;
using FiveSocieties.SocialWork.SocialWorkers;
using FiveSocieties.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>
/// General and complex needs: all open lines of one sub-district are matched together, and the linkers confirm. A new
/// round replaces what was not confirmed.
/// </summary>
public sealed class MatchInRounds(
    SocialWorkDb db,
    Matchmaker.MatchmakerClient matchmaker,
    Territory.TerritoryClient territory,
    IOptions<LinkageOptions> settings,
    ILogger<MatchInRounds> log) : ISweep
{
    /// <summary>Keeps a question within the 5,000 lines that Matching takes; the rest follows at once.</summary>
    private const int MostLinkages = 250;

    private const int Rematches = 3;

    private readonly LinkageOptions options = settings.Value;

    /// <inheritdoc/>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = db.Now;
        var subdistrict = await db.Linkages.Where(x => x.InRounds && x.NextLookAt <= now)
            .OrderBy(x => x.NextLookAt).Select(x => x.Subdistrict).FirstOrDefaultAsync(cancellation);
        if (subdistrict is null)
            return 0;

        var linkages = await Looking(subdistrict, cancellation);
        foreach (var linkage in linkages.Where(x => x.LinkerId is null))
        {
            linkage.Take(await db.Linker(linkage.Community));
            linkage.AwaitRound(now + options.RoundEvery);
            await db.SaveChangesAsync(cancellation);
        }

        linkages.RemoveAll(x => x.LinkerId is null);
        try
        {
            foreach (var linkage in linkages)
                await linkage.Locate(territory, cancellation);
            var found = await Ask(subdistrict, linkages, now, cancellation);
            log.RoundMatched(subdistrict, found.Count, linkages.Count, found.Values.Sum(x => x.Choices.Count));
            foreach (var linkage in linkages)
                await Propose(linkage, found, now, cancellation);
        }
        catch (RpcException failure) when (!cancellation.IsCancellationRequested)
        {
            linkages.ForEach(linkage => linkage.LookFailed(options, now));
            log.RoundFailed(subdistrict, $"{failure.StatusCode}", linkages.Count);
            await db.SaveChangesAsync(cancellation);
        }

        return 1;
    }

    private Task<List<Linkage>> Looking(string subdistrict, CancellationToken cancellation) => db.WholeLinkages
        .Where(x => x.Subdistrict == subdistrict && x.InRounds && x.Code == null
            && x.PausedAt == null
            && (x.State == LinkageState.Open || x.State == LinkageState.Inviting || x.State == LinkageState.Formed
                || (x.State == LinkageState.InService && x.NextLookAt != null)))
        .OrderBy(x => x.NextLookAt == null).ThenBy(x => x.NextLookAt).ThenBy(x => x.Id)
        .Take(MostLinkages).ToListAsync(cancellation);

    private async Task Propose(
        Linkage linkage, Dictionary<Guid, Found> found, DateTimeOffset now, CancellationToken cancellation)
    {
        using var span = Spans.Of("linkage.round", linkage);
        linkage.Propose(
            [.. linkage.Lines.Select(x => found.GetValueOrDefault(x.LineId)).OfType<Found>()], options.Policy.Version);
        db.Tell(linkage, linkage.Looked(options, now));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>One question for all lines. Nobody serves a whistle twice: of two choices the better stays, and the
    /// other line is matched again.</summary>
    private async Task<Dictionary<Guid, Found>> Ask(
        string subdistrict, List<Linkage> linkages, DateTimeOffset now, CancellationToken cancellation)
    {
        var excluded = await db.AskedBefore(linkages, cancellation);
        List<Line> lines =
        [
            .. linkages.SelectMany(linkage => linkage.Asks(options, now)
                .Select(x => Questions.About(linkage, x.Line, x.Room, excluded[linkage.Id], options, now))),
        ];
        var served = await ServedBefore(subdistrict, now, cancellation);
        var whistles = lines.ToDictionary(x => x.LineId, x => x.WhistleId);
        List<Assignment> kept = [];
        Dictionary<string, Limit> lacks = [];
        MatchedRound? matched = null;
        for (var tries = 0; lines.Count > 0 && tries < Rematches; tries++)
        {
            var question = new RoundRequest
            {
                Lines = { lines },
                Policy = options.Policy.ToPolicy(),
                ServedBefore = { served },
            };
            var reply = await matchmaker.WholeRound(question, DateTime.UtcNow.AddMinutes(1), cancellation);
            matched ??= MatchedRound.Of(subdistrict, linkages.Count, question, reply, now);
            foreach (var unserved in reply.Unserved)
                lacks[unserved.LineId] = unserved.Lacks;
            kept = OncePerWhistle([.. kept, .. reply.Assignments], whistles);
            lines = Again(lines, reply, kept);
        }

        if (matched is not null)
            db.Add(matched); // saved with the first linkage
        return whistles.Keys.ToDictionary(Guid.Parse, line => new Found(
            Guid.Parse(line),
            [.. kept.Where(x => x.LineId == line).Select(x => x.Candidate.ToChoice(Guid.Parse(line)))],
            lacks.GetValueOrDefault(line).ToWord()));
    }

    /// <summary>Units of help that ended in the last 28 days, by micro-grid.</summary>
    private async Task<List<ServedUnits>> ServedBefore(
        string subdistrict, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now.AddDays(-Asking.LoadDays);
        return await db.Linkages.Where(x => x.Subdistrict == subdistrict && x.StartedAt >= since)
            .GroupBy(x => x.MicroGridId)
            .Select(x => new ServedUnits
            {
                MicroGridId = $"{x.Key}",
                Units = x.Sum(linkage => linkage.Invitations.Count(invitation => invitation.FinishedAt != null)),
            })
            .ToListAsync(cancellation);
    }

    private static List<Assignment> OncePerWhistle(
        List<Assignment> assignments, Dictionary<string, string> whistles) =>
    [
        .. assignments.GroupBy(x => (whistles[x.LineId], x.Candidate.ResourceId))
            .Select(same => same.OrderBy(x => x.Candidate.Cost).ThenBy(x => x.LineId, StringComparer.Ordinal).First()),
    ];

    /// <summary>The lines that lost somebody, without anybody who is taken in this round.</summary>
    private static List<Line> Again(List<Line> lines, RoundReply reply, List<Assignment> kept)
    {
        List<Line> again = [];
        foreach (var line in lines)
        {
            var lost = reply.Assignments.Count(x => x.LineId == line.LineId && !kept.Contains(x));
            if (lost == 0)
                continue;
            var next = line.Clone();
            next.Quantity = lost;
            next.Excluded.AddRange(kept.Select(x => x.Candidate.ResourceId).Except(next.Excluded).ToList());
            again.Add(next);
        }

        return again;
    }
}
