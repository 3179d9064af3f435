using System.Text.Json.Nodes;

namespace FiveSocieties.Scenarios;

/// <summary>The ground of an invented community: twelve micro-grids in three grids, and its stations.</summary>
public sealed partial class CommunityMaker
{
    private const int Columns = 4;
    private const int Rows = 3;
    private const double Width = 0.004;
    private const double Height = 0.004;

    private void Territory()
    {
        Add("communities", new() { ["id"] = Id(1), ["code"] = size.Code, ["name"] = size.Name, ["boundary"] = Box(0, Columns, 0, Rows) });
        var grids = $"communities/{size.Code}/grids";
        Add(grids, Grid(11, "General", "总网格", null, Box(0, Columns, 0, Rows)));
        Then();
        for (var row = 0; row < Rows; row++)
            Add(grids, Grid(21 + row, "Grid", $"第{"一二三"[row]}网格", 11, Box(0, Columns, row, row + 1)));
        Then();
        for (var cell = 0; cell < Columns * Rows; cell++)
        {
            var (row, column) = (cell / Columns, cell % Columns);
            Add(grids, Grid(31 + cell, "MicroGrid", $"{Names.Places[cell]}微网格", 21 + row,
                Box(column, column + 1, row, row + 1)));
        }

        (string Kind, string Name)[] stations =
        [
            ("ServiceCentre", "党群服务中心"), ("PartyAndMassesStation", "东片党群服务站"),
            ("PartyAndMassesStation", "西片党群服务站"), ("PracticeStation", "新时代文明实践站"),
            ("PracticePoint", "南塘实践点"), ("PracticePoint", "松风实践点"),
        ];
        foreach (var (index, (kind, name)) in stations.Index())
            Add("stations", new()
            {
                ["id"] = Id(44 + index),
                ["community"] = size.Code,
                ["kind"] = kind,
                ["name"] = size.Name + name,
                ["place"] = Place(),
            });
    }

    private JsonObject Place() => new()
    {
        ["longitude"] = Math.Round(size.West + (random.NextDouble() * Width * Columns), 5),
        ["latitude"] = Math.Round(size.South + (random.NextDouble() * Height * Rows), 5),
    };

    private JsonObject Grid(int id, string level, string name, int? parent, JsonObject polygon)
    {
        var grid = new JsonObject { ["id"] = Id(id), ["level"] = level, ["name"] = name };
        if (parent is { } above)
            grid["parentId"] = Id(above);
        grid["polygon"] = polygon;
        return grid;
    }

    private JsonObject Box(int left, int right, int bottom, int top)
    {
        JsonArray Corner(int column, int row) =>
            new(Math.Round(size.West + (column * Width), 5), Math.Round(size.South + (row * Height), 5));
        return new()
        {
            ["type"] = "Polygon",
            ["coordinates"] = new JsonArray(new JsonArray(
                Corner(left, bottom), Corner(right, bottom), Corner(right, top), Corner(left, top), Corner(left, bottom))),
        };
    }
}
