using System.Text;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Gateway;

/// <summary>Two replicas, one of which fails: what may go to the other, and what may not.</summary>
public sealed class OtherReplicaTests : IAsyncLifetime
{
    private const string Path = "/api/v1/whistles/7";
    private FakeService second = null!;
    private GatewayHost gateway = null!;
    private FakeService First => gateway["community"];

    public async Task InitializeAsync()
    {
        second = await FakeService.Start("second");
        gateway = await GatewayHost.Start(
            ("ReverseProxy:Clusters:community:Destinations:replica-2:Address", second.Address),
            ("ReverseProxy:Clusters:partners:Destinations:replica-2:Address", second.Address));
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task What_only_reads_is_asked_of_the_other_when_one_hangs_up()
    {
        First.HangsUp = true;
        for (var i = 0; i < 4; i++)
            Assert.Equal("second", (await gateway.Ask(HttpMethod.Get, Path, "whistles.read")).Service);
        Assert.InRange(First.Asked, 1, 4);
    }

    [Fact]
    public async Task A_post_with_a_key_is_repeated_with_all_of_its_body()
    {
        First.HangsUp = true;
        var body = new string('x', 250_000);
        for (var i = 0; i < 4; i++)
        {
            var answer = await gateway.Ask(HttpMethod.Post, Path, "whistles.write", request =>
            {
                request.Headers.Add("Idempotency-Key", "k");
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            });
            Assert.Equal(("second", body), (answer.Service, answer.Body));
        }

        Assert.InRange(First.Asked, 1, 4);
    }

    [Fact]
    public async Task A_post_without_a_key_is_asked_once()
    {
        First.HangsUp = second.HangsUp = true;
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        Assert.Equal(
            (502, "gateway.service-away", null),
            await gateway.Client("whistles.write").PostAsync(Path, content).AsProblem());
        Assert.Equal(1, First.Asked + second.Asked);
    }

    [Fact]
    public async Task When_both_hang_up_each_is_asked_once()
    {
        First.HangsUp = second.HangsUp = true;
        Assert.Equal(
            (502, "gateway.service-away", null), await gateway.Client("whistles.read").GetAsync(Path).AsProblem());
        Assert.Equal((1, 1), (First.Asked, second.Asked));
    }

    [Fact]
    public async Task What_was_never_sent_goes_to_the_other_whatever_it_is()
    {
        await First.DisposeAsync();
        for (var i = 0; i < 4; i++)
        {
            var answer = await gateway.Ask(HttpMethod.Post, Path, "whistles.write", request =>
                request.Content = new StringContent("{\"a\":1}", Encoding.UTF8, "application/json"));
            Assert.Equal(("second", "{\"a\":1}"), (answer.Service, answer.Body));
        }
    }

    [Fact]
    public async Task A_token_may_be_asked_for_twice()
    {
        gateway["partners"].HangsUp = true;
        for (var i = 0; i < 4; i++)
        {
            using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
            var answer = await gateway.CreateClient().PostAsync("/connect/token", form).Body();
            Assert.Equal("grant_type=client_credentials", answer.GetProperty("body").GetString());
        }
    }
}
