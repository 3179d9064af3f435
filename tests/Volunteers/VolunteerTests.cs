using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FiveSocieties.Events;
using FiveSocieties.Records;
using FiveSocieties.Tests.TestKit;
using FiveSocieties.Volunteers;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Volunteers;

public sealed class VolunteerTests(VolunteersHost host) : IClassFixture<VolunteersHost>
{
    private const string Path = "/api/v1/volunteers";

    [Fact]
    public async Task A_volunteer_is_registered_read_and_changed()
    {
        var id = Guid.CreateVersion7();
        var helper = VolunteersHost.Form("138 0013 8001");

        using var created = await host.Partner.PostAsJsonAsync(
            Path, new { community = VolunteersHost.Community, helper, id });
        var read = await host.Partner.GetAsync($"{Path}/{id}").Body();
        using var change = new HttpRequestMessage(HttpMethod.Put, $"{Path}/{id}")
        {
            Content = JsonContent.Create(new { helper = VolunteersHost.Form("13800138001", "Lin Xiaoyue") }),
            Headers = { { "If-Match", "\"1\"" } },
        };
        var changed = await host.Partner.SendAsync(change).Body();

        Assert.Equal((201, $"{Path}/{id}", "\"1\""),
            ((int)created.StatusCode, $"{created.Headers.Location}", $"{created.Headers.ETag}"));
        Assert.Matches(new Regex("^V[0-9]{12}$"), read.GetProperty("number").GetString());
        Assert.Equal("13800138001", read.GetProperty("helper").GetProperty("phone").GetString());
        Assert.Equal("Tuesday", read.GetProperty("helper").GetProperty("available")[0].GetProperty("day").GetString());
        Assert.Equal("Lin Xiaoyue", changed.GetProperty("helper").GetProperty("name").GetString());
        await Patiently.Until("Matching is told twice", () => Task.FromResult(
            host.Told.All<ResourceChanged>().Count(x => x == new ResourceChanged(Society.Volunteers, id)) == 2));
        var receipts = await host.Look((VolunteersDb db) =>
            db.Set<ReadReceipt>().Where(x => x.SubjectId == id).ToListAsync());
        Assert.Equal("partner", Assert.Single(receipts).ByClientId);
    }

    [Fact]
    public async Task Who_read_an_older_version_changes_nothing()
    {
        var id = await host.AVolunteer();
        using var change = new HttpRequestMessage(HttpMethod.Put, $"{Path}/{id}")
        {
            Content = JsonContent.Create(new { helper = VolunteersHost.Form() }),
            Headers = { { "If-Match", "\"7\"" } },
        };

        Assert.Equal((412, "request.outdated", null), await host.Partner.SendAsync(change).AsProblem());
    }

    [Fact]
    public async Task A_list_is_paged_and_names_nobody()
    {
        foreach (var _ in Enumerable.Range(0, 3))
            await host.AVolunteer();

        using var answer = await host.Partner.GetAsync($"{Path}?limit=2&community={VolunteersHost.Community}");
        var text = await answer.Content.ReadAsStringAsync();
        var first = await host.Partner.GetAsync($"{Path}?limit=2").Body();
        var second = await host.Partner.GetAsync($"{Path}?limit=2&cursor={first.GetProperty("next").GetGuid()}").Body();

        Assert.Contains("rel=\"next\"", answer.Headers.GetValues("Link").Single());
        Assert.DoesNotContain("Lin Xiaoyu", text);
        Assert.DoesNotContain("phone", text);
        Assert.NotEqual(Ids(first)[0], Ids(second)[0]);
        Assert.Equal(
            (403, "identity.foreign-community", "community"),
            await host.Partner.GetAsync($"{Path}?community=510104001009").AsProblem());
    }

    [Fact]
    public async Task An_id_is_taken_once()
    {
        var id = await host.AVolunteer();

        Assert.Equal((409, "request.exists", "id"), await host.Partner.PostAsJsonAsync(
            Path, new { community = VolunteersHost.Community, helper = VolunteersHost.Form(), id }).AsProblem());
    }

    [Fact]
    public async Task Somebody_of_another_community_is_not_there()
    {
        var id = await host.AVolunteer();
        var stranger = host.Client("volunteers.read volunteers.write", ["510104001002"]);

        Assert.Equal((404, "request.not-found", null), await stranger.GetAsync($"{Path}/{id}").AsProblem());
        Assert.Equal((404, "request.not-found", null), await stranger.GetAsync($"{Path}/{id}/hours").AsProblem());
        Assert.Equal((404, "request.not-found", null),
            await stranger.PutAsJsonAsync($"{Path}/{id}", new { helper = VolunteersHost.Form() }).AsProblem());
        Assert.Equal((403, "identity.foreign-community", "community"), await stranger.PostAsJsonAsync(
            Path, new { community = VolunteersHost.Community, helper = VolunteersHost.Form() }).AsProblem());
    }

    [Theory]
    [InlineData("""{"phone":"12345"}""", 422, "helper.phone", "helper.phone")]
    [InlineData("""{"name":""}""", 422, "request.text-length", "helper.name")]
    [InlineData("""{"loadCap":0}""", 422, "request.out-of-range", "helper.loadCap")]
    [InlineData("""{"skills":[]}""", 422, "request.too-many", "helper.skills")]
    [InlineData("""{"skills":[{"code":"No Code","level":3}]}""", 422, "helper.code", "helper.skills[0].code")]
    [InlineData("""{"skills":[{"code":"visit","level":6}]}""", 422, "request.out-of-range", "helper.skills[0].level")]
    [InlineData("""{"skills":[null]}""", 422, "request.invalid", "helper.skills[0].code")]
    [InlineData("""{"available":[null]}""", 400, "request.wrong-type", "helper.available[0]")]
    [InlineData("""{"loadCap":"many"}""", 400, "request.wrong-type", "helper.loadCap")]
    [InlineData("""{"place":{"longitude":204,"latitude":30}}""", 422, "request.out-of-range", "helper.place.longitude")]
    [InlineData("""{"nickname":"x"}""", 400, "request.unknown-field", "helper.nickname")]
    [InlineData("""{"phone":null}""", 400, "request.wrong-type", "helper.phone")]
    public async Task Bad_input_is_named_and_changes_nothing(string wrong, int status, string code, string field)
    {
        var before = await Count();
        var right = new { community = VolunteersHost.Community, helper = VolunteersHost.Form() };
        var request = JsonSerializer.SerializeToNode(right)!;
        foreach (var (name, value) in JsonNode.Parse(wrong)!.AsObject())
            request["helper"]![name] = value?.DeepClone();

        var problem = await host.Partner.PostAsync(
            Path, new StringContent(request.ToJsonString(), Encoding.UTF8, "application/json")).AsProblem();

        Assert.Equal((status, code, field), problem);
        Assert.Equal(before, await Count());
    }

    [Fact]
    public async Task Name_and_telephone_cannot_be_read_in_the_file()
    {
        var id = await host.AVolunteer();
        var stored = string.Concat(Directory.GetFiles(host.Folder, "volunteers.db*")
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .Select(file =>
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var reader = new StreamReader(stream, Encoding.Latin1);
                return reader.ReadToEnd();
            }));

        Assert.Contains($"{id}".ToUpperInvariant(), stored);
        Assert.DoesNotContain("Lin Xiaoyu", stored);
        Assert.DoesNotContain("139000000", stored);
    }

    [Fact]
    public void A_number_says_nothing_of_its_volunteer() =>
        Assert.Equal(200, Enumerable.Range(0, 200).Select(_ => Volunteer.NewNumber()).Distinct().Count());

    private Task<int> Count() => host.Look((VolunteersDb db) => db.Volunteers.CountAsync());

    private static List<Guid> Ids(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(x => x.GetProperty("id").GetGuid())];
}
