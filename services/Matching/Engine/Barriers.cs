using System.Collections.Concurrent;

namespace FiveSocieties.Matching.Engine;

/// <summary>A bridge, an underpass or a door: one can always walk along it, whatever it crosses.</summary>
/// <param name="From">One end.</param>
/// <param name="To">The other.</param>
public readonly record struct Passage(Point From, Point To);

/// <summary>What one community has drawn of what cannot be crossed.</summary>
/// <param name="Community">12-digit code.</param>
/// <param name="Version">Counts up with each change.</param>
/// <param name="Lines">Rivers, walls, motorways; a closed one has an inside, where people may be.</param>
/// <param name="Areas">Rings of ground on which nobody stands, first equals last.</param>
/// <param name="Passages">What leads across.</param>
public sealed record DrawnBarriers(
    string Community, long Version, Point[][] Lines, Point[][] Areas, Passage[] Passages);

/// <summary>
/// What one cannot walk across in a sub-district, and the shortest ways around it. A straight way that crosses or
/// touches a barrier is none; the way around turns a metre beside corners and goes through passages.
/// </summary>
public sealed class Barriers
{
    /// <summary>So many places are remembered at most.</summary>
    private const int MostPlaces = 1 << 20;

    private readonly Plane plane;
    private readonly Piece[] pieces;
    private readonly Site[][] areas;
    private readonly BarrierCells cells;
    private readonly Turn[] turns;
    private readonly WaysAround ways;
    private readonly ConcurrentDictionary<Point, Standpoint> places = [];
    private int met;

    private Barriers(DrawnBarriers[] drawn)
    {
        plane = new(Centre([.. drawn.SelectMany(own => own.Lines.Concat(own.Areas)).SelectMany(line => line)]));
        areas = [.. drawn.SelectMany(own => own.Areas).Select(Sites)];
        pieces = [.. drawn.SelectMany(own => own.Lines).Select(Sites).Concat(areas).SelectMany(Pieces)];
        cells = new(pieces);
        List<Turn> found = [.. Corners.Of(pieces).Where(turn => IsFree(turn.Site))];
        List<(int, int)> passages = [];
        foreach (var (from, to) in drawn.SelectMany(own => own.Passages))
        {
            passages.Add((found.Count, found.Count + 1));
            var (one, other) = (plane.Of(from), plane.Of(to));
            found.Add(Turn.Free(End(one, other)));
            found.Add(Turn.Free(End(other, one)));
        }
        turns = [.. found];
        ways = new(turns, cells, passages);
    }

    /// <summary>What the communities of a sub-district have drawn acts together; null when there is nothing.</summary>
    public static Barriers? Of(IEnumerable<DrawnBarriers> drawn)
    {
        DrawnBarriers[] own = [.. drawn.OrderBy(x => x.Community, StringComparer.Ordinal)];
        var lines = own.SelectMany(x => x.Lines.Concat(x.Areas));
        return lines.Any(line => line.Distinct().Skip(1).Any()) ? new(own) : null;
    }

    /// <summary>Metres from one place to another, on foot; infinite when there is no way.</summary>
    public double Metres(Point from, Point to)
    {
        var (straight, one, other) = (Walking.Metres(from, to), Stand(from), Stand(to));
        if (!cells.Block(one.Site, other.Site))
            return straight;
        var best = Leg.Endless;
        foreach (var first in Legs(one))
        {
            var further = ways.From(first.Turn);
            foreach (var last in Legs(other))
                best = Math.Min(best, first.Length + further[last.Turn] + last.Length);
        }
        return Around(straight, best);
    }

    /// <summary>
    /// Where somebody stands whose place this is: the place itself, or the nearest where one can stand. A rounded place
    /// may lie in the river.
    /// </summary>
    internal Standpoint Stand(Point place)
    {
        if (places.TryGetValue(place, out var known))
            return known;
        if (Interlocked.Increment(ref met) % MostPlaces == 0)
            places.Clear();
        return places.GetOrAdd(place, new Standpoint(Beside(plane.Of(place))));
    }

    internal bool Block(Standpoint from, Standpoint to) => cells.Block(from.Site, to.Site);

    /// <summary>The turns in sight of a standpoint.</summary>
    internal Leg[] Legs(Standpoint from) => from.Legs ??= [.. ways.Seen(from.Site)];

    /// <summary>Millimetres from a standpoint to each turn.</summary>
    internal int[] ToTurns(Standpoint from)
    {
        var lengths = new int[ways.Count];
        Array.Fill(lengths, Leg.Endless);
        foreach (var leg in Legs(from))
        {
            var further = ways.From(leg.Turn);
            for (var turn = 0; turn < lengths.Length; turn++)
                lengths[turn] = Math.Min(lengths[turn], leg.Length + further[turn]);
        }
        return lengths;
    }

    /// <summary>No way around is shorter than the straight line, in spite of planes and rounding.</summary>
    internal static double Around(double straight, int millimetres) =>
        millimetres >= Leg.Endless ? double.PositiveInfinity : Math.Max(straight, millimetres / 1000.0);

    private static Point Centre(Point[] all) => new(
        (all.Min(x => x.Longitude) + all.Max(x => x.Longitude)) / 2,
        (all.Min(x => x.Latitude) + all.Max(x => x.Latitude)) / 2);

    private static IEnumerable<Piece> Pieces(Site[] line) =>
        line.Zip(line.Skip(1), (from, to) => new Piece(from, to)).Where(piece => piece.From != piece.To);

    private Site[] Sites(Point[] line) => Array.ConvertAll(line, plane.Of);

    private bool IsFree(Site place) => !cells.Block(place, place) && !areas.Any(ring => Contains(ring, place));

    /// <summary>Counts the edges that a ray to the east crosses.</summary>
    private static bool Contains(Site[] ring, Site place)
    {
        var inside = false;
        for (var at = 1; at < ring.Length; at++)
        {
            var (a, b) = (ring[at - 1], ring[at]);
            if (a.North > place.North != b.North > place.North && Site.Side(a, b, place) > 0 == b.North > a.North)
                inside = !inside;
        }
        return inside;
    }

    /// <summary>A bridge that ends at the water's edge goes on for a metre.</summary>
    private Site End(Site end, Site other) =>
        IsFree(end) ? end
        : end.Towards(other.DirectionTo(end), Corners.Beside) is var beyond && IsFree(beyond) ? beyond
        : Beside(end);

    private Site Beside(Site place)
    {
        if (IsFree(place))
            return place;
        return pieces.SelectMany(piece => Sides(piece, place)).Concat(Corners.Of(pieces).Select(turn => turn.Site))
            .OrderBy(site => Site.Distance(site, place))
            .Where(IsFree)
            .FirstOrDefault(place);
    }

    /// <summary>A metre to both sides of the nearest place of a barrier's piece.</summary>
    private static IEnumerable<Site> Sides(Piece piece, Site place)
    {
        var (nearest, direction) = (piece.Nearest(place), piece.From.DirectionTo(piece.To));
        yield return nearest.Towards(direction + Math.PI / 2, Corners.Beside);
        yield return nearest.Towards(direction - Math.PI / 2, Corners.Beside);
    }
}

/// <summary>A place as those see it who must walk around barriers.</summary>
internal sealed class Standpoint(Site site)
{
    public Site Site { get; } = site;

    /// <summary>Found when they are first asked for; whoever comes second finds the same.</summary>
    public Leg[]? Legs { get; set; }
}

/// <summary>Ways from the place of one line to many helpers.</summary>
internal sealed class WaysFrom(Barriers barriers, Point place)
{
    private readonly Standpoint from = barriers.Stand(place);
    private int[]? toTurns;

    /// <summary>Metres on foot; <paramref name="straight"/>: as the crow flies.</summary>
    public double Metres(Standpoint to, double straight)
    {
        if (!barriers.Block(from, to))
            return straight;
        toTurns ??= barriers.ToTurns(from);
        var best = Leg.Endless;
        foreach (var leg in barriers.Legs(to))
            best = Math.Min(best, toTurns[leg.Turn] + leg.Length);
        return Barriers.Around(straight, best);
    }
}
