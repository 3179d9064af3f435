using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FiveSocieties.Tests.Messaging.North;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Messaging;

/// <summary>A POST with an Idempotency-Key, repeated.</summary>
public abstract class KeptAnswersSpec : IAsyncLifetime
{
    protected Dictionary<string, string?> Settings { get; } = new() { ["Database:Create"] = "EnsureCreated" };

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task The_first_answer_is_given_again_byte_for_byte()
    {
        await using var villages = await Villages.Start(Settings);
        var first = await Post(villages, "\"k1\"", "ding");
        var again = await Post(villages, "k1", "ding");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal(1, await Bells(villages));
        await villages.BothHear("ding");
        await Post(villages, "k2", "ding");
        await Post(villages, null, "ding");
        Assert.Equal(3, await Bells(villages));
    }

    [Fact]
    public async Task A_key_used_for_another_request_is_refused()
    {
        await using var villages = await Villages.Start(Settings, bus: false);
        await Post(villages, "k", "ding");
        var other = await Post(villages, "k", "dong");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency.key-reused"), await Problem(other));
        Assert.Equal(1, await Bells(villages));
        Assert.Equal(
            (HttpStatusCode.BadRequest, "idempotency.key-malformed"),
            await Problem(await Post(villages, new string('x', 201), "ding")));
    }

    [Fact]
    public async Task The_second_is_refused_while_the_first_is_running()
    {
        await using var villages = await Villages.Start(Settings, bus: false);
        villages.Script.Barrier = new();
        var first = Post(villages, "k", "ding");
        await Patiently.Until("it runs", () => Task.FromResult(villages.Script.Tries("post", "ding") == 1));
        var second = await Post(villages, "k", "ding");
        Assert.Equal((HttpStatusCode.Conflict, "idempotency.in-progress"), await Problem(second));
        villages.Script.Barrier.SetResult();
        Assert.Equal(HttpStatusCode.Created, (await first).StatusCode);
        Assert.True((await Post(villages, "k", "ding")).Headers.Contains("Idempotency-Replayed"));
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("fail")]
    public async Task A_refusal_undoes_what_was_saved_and_is_not_kept(string note)
    {
        await using var villages = await Villages.Start(Settings, bus: false);
        for (var i = 0; i < 2; i++)
        {
            if (note == "fail")
                await Assert.ThrowsAsync<InvalidOperationException>(() => Post(villages, "k", note));
            else
                Assert.Equal(HttpStatusCode.Conflict, (await Post(villages, "k", note)).StatusCode);
        }

        Assert.Equal(0, await Bells(villages));
        Assert.Equal(0, await villages.In<NorthDb, int>(db => db.Outbox.CountAsync()));
        Assert.Equal(HttpStatusCode.Created, (await Post(villages, "k", "ding")).StatusCode);
    }

    protected static async Task<HttpResponseMessage> Post(Villages villages, string? key, string note)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/bells/");
        request.Content = JsonContent.Create(new Ring(note));
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await villages.Client().SendAsync(request);
    }

    private static Task<int> Bells(Villages villages) => villages.In<NorthDb, int>(db => db.Bells.CountAsync());

    private static async Task<(HttpStatusCode, string?)> Problem(HttpResponseMessage answer) =>
        (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
}
