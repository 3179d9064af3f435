using FiveSocieties.Community.Communities;
using FiveSocieties.Community.Places;
using FiveSocieties.ServiceDefaults;
using NetTopologySuite.Geometries;
using Position = FiveSocieties.Community.Places.Position;

namespace FiveSocieties.Tests.Community;

public sealed class PolygonTests
{
    [Fact]
    public void A_ring_drawn_clockwise_is_turned()
    {
        var turned = Read(new("Polygon", [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]));
        Assert.Equal([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], GeoPolygon.Of(turned).Coordinates[0]);
    }

    [Fact]
    public void A_height_is_not_kept_and_a_centimetre_is_enough() =>
        Assert.Equal(
            [0.1234568, 0],
            GeoPolygon.Of(Read(new("Polygon", [[[0.12345678, 0, 500], [1, 0], [1, 1], [0.12345678, 0]]])))
                .Coordinates[0][0]);

    [Fact]
    public void It_comes_out_of_the_database_as_it_went_in()
    {
        var polygon = Read(CommunityHost.Box(104.05, 30.65, 104.07, 30.67));
        var column = new PolygonColumn();
        Assert.Equal(polygon, column.ConvertFromProvider(column.ConvertToProvider(polygon)));
    }

    [Fact]
    public void A_neighbour_whose_corner_lies_on_our_edge_is_beside_us_and_inside_our_parent()
    {
        var parent = Read(new("Polygon", [[[0, 0], [3, 1], [3, 4], [0, 3], [0, 0]]]));
        var left = Read(new("Polygon", [[[0, 0], [1, 1.0 / 3], [1, 3 + (1.0 / 3)], [0, 3], [0, 0]]]));
        var right = Read(new("Polygon", [[[1, 1.0 / 3], [3, 1], [3, 4], [1, 3 + (1.0 / 3)], [1, 1.0 / 3]]]));
        Assert.True(parent.Holds(left));
        Assert.True(parent.Holds(right));
        Assert.False(left.ReachesInto(right));
        Assert.False(left.Holds(right));
        Assert.True(parent.ReachesInto(left));
        Assert.True(left.ReachesInto(parent));
        Assert.True(left.ReachesInto(left));
    }

    [Theory]
    [InlineData("510104001001", true)]
    [InlineData("510104399001", true)]
    [InlineData("510104400001", false)]
    [InlineData("510104000001", false)]
    [InlineData("510104001000", false)]
    [InlineData("51010400100", false)]
    [InlineData("51010400100一", false)]
    [InlineData("510104001001\n", false)]
    public void A_division_code_is_county_township_committee(string code, bool isCode) =>
        Assert.Equal(isCode, CommunityArea.IsCode(code));

    [Fact]
    public void A_place_is_rounded_to_about_fifty_metres() =>
        Assert.Equal(new Position(104.053, 30.6535), CommunityHost.Home.Round());

    private static Polygon Read(GeoPolygon drawn)
    {
        var checks = new Checks();
        var polygon = drawn.Read(checks, "polygon");
        Assert.Null(checks.Failed);
        return polygon!;
    }
}
