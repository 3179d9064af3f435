using FiveSocieties.Tests.TestKit;
using static FiveSocieties.Tests.Matching.MatchingHost;

namespace FiveSocieties.Tests.Matching;

public sealed class WhenResourcesAreListed
{
    private const string Path = "/api/v1/resources";

    [Fact]
    public async Task A_partner_sees_what_there_is_but_not_who()
    {
        await using var host = await Start(AResource());
        using var client = host.Client("resources.read");
        var item = (await client.GetAsync($"{Path}?community={MatchingHost.Community}&skill=accompany").Body())
            .GetProperty("items")[0];
        Assert.Equal($"{Helper}", item.GetProperty("id").GetString());
        Assert.Equal(104.06, item.GetProperty("place").GetProperty("longitude").GetDouble());
        Assert.Equal(["id", "community", "skills", "place", "kind", "size"], item.EnumerateObject().Select(x => x.Name));
        Assert.DoesNotContain("secret-person", item.GetRawText());
        Assert.DoesNotContain("holds-a-key", item.GetRawText());
    }

    [Fact]
    public async Task It_comes_in_pages_of_own_communities()
    {
        var foreign = AResource(Guid.CreateVersion7());
        foreign.Community = "510104001009";
        var other = AResource(Guid.CreateVersion7());
        other.Skills[0].Code = "repair";
        await using var host = await Start(
            [foreign, other, .. Enumerable.Range(0, 3).Select(_ => AResource(Guid.CreateVersion7()))]);
        using var client = host.Client("resources.read");
        var first = await client.GetAsync($"{Path}?skill=accompany&limit=2").Body();
        Assert.Equal(2, first.GetProperty("items").GetArrayLength());
        var rest = await client.GetAsync($"{Path}?skill=accompany&limit=2&cursor={first.GetProperty("next")}").Body();
        Assert.Equal(1, rest.GetProperty("items").GetArrayLength());
        Assert.False(rest.TryGetProperty("next", out _));
        Assert.Equal(4, (await client.GetAsync(Path).Body()).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("?community=510104001009", 403, "identity.foreign-community", "community")]
    [InlineData("?limit=0", 422, "request.out-of-range", "limit")]
    [InlineData("?cursor=x", 400, "request.wrong-type", "cursor")]
    public async Task A_wrong_question_is_answered_with_a_problem(string query, int status, string code, string field)
    {
        await using var host = await Start();
        using var client = host.Client("resources.read");
        Assert.Equal((status, code, field), await client.GetAsync(Path + query).AsProblem());
    }

    [Fact]
    public async Task The_scope_is_needed()
    {
        await using var host = await Start();
        using var client = host.Client("whistles.read");
        Assert.Equal(403, (await client.GetAsync(Path).AsProblem()).Status);
    }
}
