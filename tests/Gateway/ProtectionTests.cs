using System.Net.Sockets;
using System.Text;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Gateway;

public sealed class ProtectionTests
{
    [Fact]
    public async Task What_only_a_proxy_may_say_is_taken_from_callers()
    {
        await using var gateway = await GatewayHost.Start();
        string[] foreign =
        [
            "Forwarded", "X-Forwarded-Prefix", "X-Forwarded-Client-Cert", "X-Original-URL", "X-Real-IP", "X-User-Id",
            "X-Auth-Request-Email", "X-MS-CLIENT-PRINCIPAL", "X-HTTP-Method-Override", "baggage", "Correlation-Context",
            "dapr-api-token",
        ];
        var answer = await gateway.Ask(HttpMethod.Get, "/api/v1/whistles", "whistles.read", request =>
        {
            foreach (var name in foreign)
                request.Headers.TryAddWithoutValidation(name, "role=staff");
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "gopher");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "kept");
        });

        Assert.All(foreign, name => Assert.True(answer.Header(name) is null, $"{name}: {answer.Header(name)}"));
        Assert.Equal("127.0.0.1", answer.Header("X-Forwarded-For"));
        Assert.Equal("http", answer.Header("X-Forwarded-Proto"));
        Assert.Equal("kept", answer.Header("Idempotency-Key"));
        Assert.StartsWith("Bearer ", answer.Header("Authorization"));
        Assert.NotNull(answer.Header("traceparent"));
    }

    [Fact]
    public async Task A_client_that_asks_too_often_waits_and_others_do_not()
    {
        await using var gateway = await GatewayHost.Start(("Gateway:Burst", "3"), ("Gateway:PerSecond", "1"));
        var busy = gateway.Client("whistles.read", clientId: "busy");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => busy.GetAsync("/api/v1/whistles")));

        var refused = answers.Where(answer => (int)answer.StatusCode == 429).ToList();
        Assert.InRange(refused.Count, 3, 5);
        Assert.Equal("1", $"{refused[0].Headers.RetryAfter}");
        Assert.Equal((429, "gateway.too-often", null), await Task.FromResult(refused[0]).AsProblem());
        Assert.True((await gateway.Client("whistles.read", clientId: "calm").GetAsync("/api/v1/whistles")).IsSuccessStatusCode);
        for (var probe = 0; probe < 10; probe++)
            Assert.True((await gateway.CreateClient().GetAsync("/health/live")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_service_that_is_away_or_late_or_bare_is_a_problem_in_the_callers_language()
    {
        await using var gateway = await GatewayHost.Start(
            (GatewayHost.Destination("matching"), "http://127.0.0.1:9/"), ("Gateway:Timeout", "00:00:01"));
        var http = gateway.Client("resources.read whistles.read units.read");
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");

        var away = await http.GetAsync("/api/v1/resources");
        Assert.Contains("该地址后端的服务没有响应", await away.Content.ReadAsStringAsync());
        Assert.Equal((502, "gateway.service-away", null), await Task.FromResult(away).AsProblem());
        Assert.Equal(
            (504, "gateway.service-late", null), await http.GetAsync("/api/v1/whistles?slow").AsProblem());
        gateway["resident-units"].Status = 503;
        Assert.Equal(
            (503, "gateway.service-unavailable", null), await http.GetAsync("/api/v1/units").AsProblem());
    }

    [Fact]
    public async Task A_body_too_large_is_refused()
    {
        await using var gateway = await GatewayHost.Start();
        using var body = new StringContent($"\"{new string('x', 300_000)}\"", Encoding.UTF8, "application/json");
        Assert.Equal((413, "request.too-large", null),
            await gateway.Client("whistles.write").PostAsync("/api/v1/whistles", body).AsProblem());
    }

    [Theory]
    [InlineData("ZZ\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5;\nhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhelloXX0\r\n\r\n")]
    public async Task A_malformed_chunk_gets_400_and_a_closed_connection(string chunks)
    {
        await using var gateway = await GatewayHost.Start();
        var http = gateway.Client("whistles.write");
        using var socket = new TcpClient(http.BaseAddress!.Host, http.BaseAddress.Port);
        await using var wire = socket.GetStream();
        await wire.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/whistles HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n"
            + $"Authorization: {http.DefaultRequestHeaders.Authorization}\r\n\r\n{chunks}"
            + "GET /api/v1/communities HTTP/1.1\r\nHost: gateway\r\n\r\n"));

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var reader = new StreamReader(wire, Encoding.UTF8);
        var all = await reader.ReadToEndAsync(limit.Token);
        Assert.StartsWith("HTTP/1.1 400", all);
        Assert.Equal(1, all.Split("HTTP/1.1 ").Length - 1);
    }
}
