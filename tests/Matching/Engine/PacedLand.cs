namespace FiveSocieties.Tests.Matching.Engine;

/// <summary>
/// Paces the land out in steps of ten metres or a little more: with nothing of the engine, a way that is right to a few
/// per cent.
/// </summary>
internal sealed class PacedLand
{
    private const int Pace = 10;
    private const int Side = 101;
    private const double Near = 30;

    private static readonly (int East, int North)[] Steps =
    [
        .. from east in Enumerable.Range(-3, 7)
           from north in Enumerable.Range(-3, 7)
           where System.Numerics.BigInteger.GreatestCommonDivisor(east, north) == 1
           select (east, north),
    ];

    private readonly ((int East, int North) From, (int East, int North) To)[] pieces;
    private readonly List<(double East, double North)> places = [];
    private readonly List<List<(int To, double Metres)>> ways = [];

    public PacedLand(Land land)
    {
        pieces = [.. land.Pieces];
        for (var at = 0; at < Side * Side; at++)
            Add(((at % Side - Side / 2) * Pace + 0.5, (at / Side - Side / 2) * Pace + 0.5));
        for (var at = 0; at < Side * Side; at++)
            foreach (var (east, north) in Steps)
                if (at % Side + east is >= 0 and < Side && at / Side + north is >= 0 and < Side)
                    Walk(at, at + north * Side + east);
        foreach (var (one, other) in land.Gates)
        {
            var (from, to) = (Join(one), Join(other));
            ways[from].Add((to, Metres(from, to)));
            ways[to].Add((from, Metres(from, to)));
        }
    }

    /// <summary>Metres on foot; infinite when there is no way.</summary>
    public double Between((double East, double North) from, (double East, double North) to)
    {
        if (!Blocked(from, to))
            return Metres(from, to);
        var (start, end) = (Join(from), Join(to));
        var reached = Enumerable.Repeat(double.PositiveInfinity, places.Count).ToArray();
        reached[start] = 0;
        PriorityQueue<int, double> next = new([(start, 0)]);
        while (next.TryDequeue(out var at, out var metres) && at != end)
            if (metres <= reached[at])
                foreach (var (other, length) in ways[at])
                    if (metres + length < reached[other])
                        next.Enqueue(other, reached[other] = metres + length);
        return reached[end];
    }

    /// <summary>Whether a straight way crosses a barrier, in plain floating point.</summary>
    private bool Blocked((double East, double North) a, (double East, double North) b)
    {
        foreach (var (from, to) in pieces)
            if (Land.Side(from, to, a) * Land.Side(from, to, b) <= 0 && Land.Side(a, b, from) * Land.Side(a, b, to) <= 0)
                return true;
        return false;
    }

    private int Add((double East, double North) place)
    {
        places.Add(place);
        ways.Add([]);
        return places.Count - 1;
    }

    private int Join((double East, double North) place)
    {
        var own = Add(place);
        for (var at = 0; at < own; at++)
            if (Metres(own, at) < Near)
            {
                Walk(own, at);
                Walk(at, own);
            }
        return own;
    }

    private void Walk(int from, int to)
    {
        if (!Blocked(places[from], places[to]))
            ways[from].Add((to, Metres(from, to)));
    }

    private double Metres(int from, int to) => Metres(places[from], places[to]);

    private static double Metres((double East, double North) a, (double East, double North) b) =>
        Math.Sqrt(Math.Pow(b.East - a.East, 2) + Math.Pow(b.North - a.North, 2));
}
