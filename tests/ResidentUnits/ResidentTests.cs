using System.Net.Http.Json;
using FiveSocieties.ResidentUnits;
using FiveSocieties.ResourceMatching;
using FiveSocieties.Tests.TestKit;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.ResidentUnits;

public sealed class ResidentTests(ResidentUnitsHost host) : IClassFixture<ResidentUnitsHost>
{
    private const string Path = "/api/v1/residents";

    private const string IdentityNumber = "11010519491231002X";

    [Fact]
    public async Task Reading_a_resident_needs_a_purpose_and_leaves_a_receipt()
    {
        var id = await host.AResident();

        var read = await host.Partner.GetAsync($"{Path}/{id}?purpose=home-visit").Body();
        var receipts = await host.Partner.GetAsync($"{Path}/{id}/receipts").Body();

        Assert.Equal("Zhao Guilan", read.GetProperty("resident").GetProperty("name").GetString());
        var receipt = Assert.Single(receipts.GetProperty("items").EnumerateArray());
        Assert.Equal(("contact", "home-visit", "partner"), (receipt.GetProperty("what").GetString(),
            receipt.GetProperty("purpose").GetString(), receipt.GetProperty("byClientId").GetString()));
        Assert.Equal((422, "resident.purpose", "purpose"), await host.Partner.GetAsync($"{Path}/{id}").AsProblem());
        Assert.Equal((422, "resident.purpose", "purpose"),
            await host.Partner.GetAsync($"{Path}/{id}?purpose=Zhao%20Guilan").AsProblem());
    }

    [Fact]
    public async Task A_list_shows_ids_and_legal_bases_alone()
    {
        var id = await host.AResident();

        var list = await host.Partner.GetAsync($"{Path}?limit=200").Body();

        var shown = list.GetProperty("items").EnumerateArray().Single(x => x.GetProperty("id").GetGuid() == id);
        Assert.Equal(["id", "community", "basis"], shown.EnumerateObject().Select(x => x.Name));
    }

    [Fact]
    public async Task A_resident_is_found_by_telephone_in_ones_own_communities()
    {
        var id = await host.AResident("13311112222");
        var stranger = host.Client("residents.read", ["510104001002"]);

        var found = await host.Partner.PostAsJsonAsync($"{Path}/find", new { phone = "+86 133 1111 2222" }).Body();
        var nobody = await stranger.PostAsJsonAsync($"{Path}/find", new { phone = "13311112222" }).Body();

        Assert.Equal(id, Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Empty(nobody.GetProperty("items").EnumerateArray());
        Assert.Equal((404, "request.not-found", null),
            await stranger.GetAsync($"{Path}/{id}?purpose=visit").AsProblem());
        Assert.Equal((404, "request.not-found", null), await stranger.GetAsync($"{Path}/{id}/receipts").AsProblem());
    }

    [Theory]
    [InlineData("Consent", "Rule 1", null)]
    [InlineData("Duty", null, null)]
    [InlineData("Duty", "Rule 1", "Somebody")]
    [InlineData("Emergency", null, null)]
    public async Task A_ground_names_exactly_what_it_needs(string kind, string? rule, string? person) =>
        Assert.Equal(
            (422, "resident.legal-basis", "resident.basis"), await Register(new { kind, rule, person }).AsProblem());

    [Fact]
    public async Task Without_a_ground_nothing_is_kept()
    {
        var before = await host.Look((ResidentUnitsDb db) => db.Residents.CountAsync());

        var problem = await host.Partner.PostAsJsonAsync(Path, new
        {
            community = ResidentUnitsHost.Community,
            resident = new { name = "Zhao Guilan", phone = "13600136000", address = "Lane 3" },
        }).AsProblem();

        Assert.Equal((400, "request.missing-field", "resident.basis"), problem);
        Assert.Equal(before, await host.Look((ResidentUnitsDb db) => db.Residents.CountAsync()));
    }

    [Fact]
    public async Task An_emergency_is_looked_at_again_within_a_day_and_saying_it_again_does_not_prolong_it()
    {
        var emergency = new { kind = "Emergency", person = "Doctor Sun" };
        var made = await Register(emergency).Body();
        var place = $"{Path}/{made.GetProperty("id").GetGuid()}";
        host.Clock.Advance(TimeSpan.FromHours(3));

        var again = await host.Partner.PutAsJsonAsync(
            place, new { resident = ResidentUnitsHost.Resident(emergency) }).Body();
        var agreed = await host.Partner.PutAsJsonAsync(
            place, new { resident = ResidentUnitsHost.Resident(new { kind = "Consent" }) }).Body();

        var reviewBy = made.GetProperty("reviewBy").GetDateTimeOffset();
        Assert.Equal(host.Clock.GetUtcNow().AddHours(21), reviewBy);
        Assert.Equal(reviewBy, again.GetProperty("reviewBy").GetDateTimeOffset());
        Assert.False(agreed.TryGetProperty("reviewBy", out _));
    }

    [Theory]
    [InlineData("110105194912310021")]
    [InlineData("11010519491331002X")]
    [InlineData("1101051949123100")]
    public async Task A_wrong_identity_number_is_refused(string number) =>
        Assert.Equal((422, "resident.identity-number", "resident.identityNumber"),
            await Register(identityNumber: number).AsProblem());

    [Fact]
    public async Task Nothing_of_a_resident_can_be_read_in_the_file()
    {
        var basis = new { kind = "Emergency", person = "Doctor Sun" };
        var made = await Register(basis, IdentityNumber, "13455556666").Body();
        var read = await host.Partner.GetAsync($"{Path}/{made.GetProperty("id").GetGuid()}?purpose=check").Body();

        var stored = host.Files();

        Assert.Equal(IdentityNumber, read.GetProperty("resident").GetProperty("identityNumber").GetString());
        Assert.Contains(made.GetProperty("id").GetGuid().ToString().ToUpperInvariant(), stored);
        foreach (var secret in (string[])["Zhao Guilan", "13455556666", "house 12", IdentityNumber, "Doctor Sun"])
            Assert.DoesNotContain(secret, stored);
    }

    [Fact]
    public async Task A_brief_reads_the_contact_for_an_engagement_with_a_receipt()
    {
        var id = await host.AResident();
        var engagement = Guid.CreateVersion7();
        var contacts = Contacts("internal");

        var contact = await contacts.GetAsync(new()
        {
            ResidentId = $"{id}",
            EngagementId = $"{engagement}",
            WhistleId = $"{Guid.CreateVersion7()}",
            Reader = "volunteer-platform",
        });

        Assert.Equal(("Zhao Guilan", "13600136000", "Lane 3, house 12, door 501"),
            (contact.Name, contact.Phone, contact.Address));
        var receipts = await host.Partner.GetAsync($"{Path}/{id}/receipts").Body();
        var receipt = Assert.Single(receipts.GetProperty("items").EnumerateArray());
        Assert.Equal(($"engagement {engagement}", "volunteer-platform"),
            (receipt.GetProperty("purpose").GetString(), receipt.GetProperty("byClientId").GetString()));
        Assert.Equal(StatusCode.PermissionDenied, await StatusOf(Contacts("residents.read"), $"{id}"));
        Assert.Equal(StatusCode.NotFound, await StatusOf(contacts, $"{Guid.CreateVersion7()}"));
        Assert.Equal(StatusCode.InvalidArgument, await StatusOf(contacts, "nobody"));
    }

    private Task<HttpResponseMessage> Register(
        object? basis = null, string? identityNumber = null, string phone = "13600136000") =>
        host.Partner.PostAsJsonAsync(Path, new
        {
            community = ResidentUnitsHost.Community,
            resident = ResidentUnitsHost.Resident(basis, identityNumber, phone),
        });

    private ResidentContacts.ResidentContactsClient Contacts(string scope) => new(GrpcChannel.ForAddress(
        host.Server.BaseAddress, new GrpcChannelOptions { HttpClient = host.Client(scope) }));

    private static async Task<StatusCode> StatusOf(ResidentContacts.ResidentContactsClient contacts, string resident) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await contacts.GetAsync(new()
        {
            ResidentId = resident,
            EngagementId = $"{Guid.CreateVersion7()}",
        }))).StatusCode;
}
