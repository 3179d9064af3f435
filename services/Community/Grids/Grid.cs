using System.Linq.Expressions;
using FiveSocieties.Community.Places;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using NetTopologySuite.Geometries;
using Position = FiveSocieties.Community.Places.Position;

namespace FiveSocieties.Community.Grids;

/// <summary>How fine a grid is.</summary>
public enum GridLevel
{
    /// <summary>General grid (总网格), directly in the community.</summary>
    General,

    /// <summary>Grid (一般网格), in a general grid.</summary>
    Grid,

    /// <summary>Micro-grid (微网格), in a grid: the smallest area.</summary>
    MicroGrid,

    /// <summary>Special grid (专属网格) for a mall, park or site, in a general grid or a grid; the smallest there.</summary>
    Special,
}

/// <summary>An area inside a community, inside its parent, and beside its siblings.</summary>
public sealed class Grid : IAggregate
{
    public static readonly Problem BadParent = new(
        "grid.parent", 422, "A grid of this level cannot stand there, or there is no such parent in the community.",
        "该级网格不能设在此处,或本社区没有这个上级网格。");

    public static readonly Problem Outside = new(
        "grid.outside", 422, "The grid reaches beyond its parent or its community.", "网格超出了上级网格或社区的范围。");

    public static readonly Problem Overlap = new(
        "grid.overlap", 422, "The grid overlaps another one of the same parent.", "网格与同级网格重叠。");

    public static readonly Problem LeavesOut = new(
        "grid.leaves-out", 422, "The grid leaves out a grid that stands in it.", "网格未能包含其下级网格。");

    /// <summary>What a point finds: the areas that hold no other.</summary>
    public static readonly Expression<Func<Grid, bool>> IsMicro =
        grid => grid.Level == GridLevel.MicroGrid || grid.Level == GridLevel.Special;

    private Grid()
    {
    }

    public Grid(Guid id, string community, GridLevel level, Guid? parentId, string name, Polygon polygon)
    {
        (Id, Community, Level, ParentId) = (id, community, level, parentId);
        Change(name, polygon);
    }

    /// <inheritdoc/>
    public Guid Id { get; private init; }

    /// <inheritdoc/>
    public string Community { get; private init; } = "";

    /// <inheritdoc/>
    public long Version { get; set; }

    public GridLevel Level { get; private init; }

    public Guid? ParentId { get; private init; }

    public string Name { get; private set; } = "";

    public Polygon Polygon { get; private set; } = null!;

    /// <summary>The bounding box, in degrees, for the index.</summary>
    public double West { get; private set; }

    public double South { get; private set; }

    public double East { get; private set; }

    public double North { get; private set; }

    /// <summary>Which level may stand in which; null is the community itself.</summary>
    public static bool Fits(GridLevel level, GridLevel? parent) => (level, parent) switch
    {
        (GridLevel.General, null) => true,
        (GridLevel.Grid, GridLevel.General) => true,
        (GridLevel.MicroGrid, GridLevel.Grid) => true,
        (GridLevel.Special, GridLevel.General or GridLevel.Grid) => true,
        _ => false,
    };

    public void Change(string name, Polygon polygon)
    {
        (Name, Polygon) = (name, polygon);
        var box = polygon.EnvelopeInternal;
        (West, South, East, North) = (box.MinX, box.MinY, box.MaxX, box.MaxY);
    }

    public bool Holds(Position place) => Polygon.Holds(place);
}
