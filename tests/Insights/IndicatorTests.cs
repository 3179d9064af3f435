using System.Text.Json;
using FiveSocieties.Events;
using FiveSocieties.Insights;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Insights.Indicators;
using FiveSocieties.Tests.TestKit;

namespace FiveSocieties.Tests.Insights;

/// <summary>Small logs, and the figures that one counts by hand.</summary>
public sealed class IndicatorTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);
    private readonly ServiceHost<InsightsDb> app = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Whistles_are_counted_by_class_urgency_and_end()
    {
        var withdrawn = new AWhistle(Start).Raised().Blown().Opened().Withdrawn();
        var reopened = AWhistle.Solved(Start);
        var solvedAgain = AWhistle.Solved(Start);
        await Log(
            [
                .. AWhistle.Solved(Start).Rows(),
                .. new AWhistle(Start, Urgency.General).Raised().Blown().Closed(ClosingCode.Silence).Rows(),
                .. new AWhistle(Start).Raised().Blown().Opened().FellShort().Escalated().Rows(),
                .. withdrawn.Rows(),
                .. reopened.Rows(),
                Later(nameof(WhistleReopened), reopened, 90),
                .. solvedAgain.Rows(),
                Later(nameof(WhistleReopened), solvedAgain, 90),
                .. solvedAgain.Blown().Closed(ClosingCode.Partly).Rows().TakeLast(2).Select(Hundredth),
            ]);

        var whistles = (await Read()).GetProperty("whistles");

        Assert.Equal(6, whistles.GetProperty("raised").GetInt32());
        Assert.Equal("""{"medical":6}""", $"{whistles.GetProperty("byClass")}");
        Assert.Equal(5, whistles.GetProperty("byUrgency").GetProperty("Urgent").GetInt32());
        Assert.Equal(
            """{"NoLongerNeeded":1,"Open":2,"Partly":1,"Silence":1,"Solved":1}""", $"{whistles.GetProperty("byEnd")}");
        Assert.Equal(2, whistles.GetProperty("reopened").GetInt32());
        Assert.Equal(1, whistles.GetProperty("escalated").GetInt32());
        Assert.Equal(0, whistles.GetProperty("deferred").GetInt32());

        var rates = (await Read()).GetProperty("rates");
        Assert.Equal(0.3333, rates.GetProperty("solution").GetDouble()); // solved; partly and silence are not
        Assert.Equal(0.5, rates.GetProperty("satisfaction").GetDouble()); // two say it helped, two reopened
    }

    [Fact]
    public async Task Response_and_times_count_from_the_first_blow()
    {
        var gone = new AWhistle(Start).Raised().Blown();
        await Log(
            [
                .. AWhistle.Solved(Start).Rows(),
                .. new AWhistle(Start).Raised().After(10).Blown().Opened()
                    .After(300).Formed(Society.SocialWork).Started(default).Finished(default, 20)
                    .After(20).Served(20).Rows(),
                .. new AWhistle(Start).Raised().Blown().Opened().Rows(), // late, and still nobody
                .. new AWhistle(Start).Raised().Rows(),
                .. gone.Rows(),
                Later(nameof(WhistleNotOurs), gone, 9),
                .. new AWhistle(app.Clock.GetUtcNow().AddHours(-4)).Raised().Blown().Rows(), // in time to the second
            ]);

        var indicators = await Read();

        Assert.Equal(0.3333, indicators.GetProperty("rates").GetProperty("response").GetDouble());
        Assert.Equal(
            """{"count":2,"median":720,"p90":18000}""", $"{indicators.GetProperty("times").GetProperty("toLink")}");
        Assert.Equal(
            """{"count":2,"median":9720,"p90":19200}""", $"{indicators.GetProperty("times").GetProperty("toServe")}");
        Assert.Equal(1.5, indicators.GetProperty("linkages").GetProperty("societiesPerLinkage").GetDouble());
        Assert.Equal(110, indicators.GetProperty("linkages").GetProperty("minutes").GetInt32());
        Assert.Equal(45, indicators.GetProperty("linkages").GetProperty("points").GetInt32());

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0.25, (await Read()).GetProperty("rates").GetProperty("response").GetDouble());
    }

    [Fact]
    public async Task What_was_accepted_after_widening_is_not_of_the_five_minute_circle()
    {
        var whistle = new AWhistle(Start).Raised().Blown().Opened()
            .Invited(Society.Volunteers, out var near).Invited(Society.Volunteers, out _)
            .After(20).Widened().Invited(Society.Volunteers, out var further)
            .After(20).Widened().Invited(Society.Volunteers, out var farthest)
            .After(1).Accepted(near).Accepted(further).Accepted(farthest);
        await Log([.. whistle.Rows(), .. AWhistle.Solved(Start).Rows()]);

        var linkages = (await Read()).GetProperty("linkages");

        Assert.Equal(5, linkages.GetProperty("accepted").GetInt32());
        Assert.Equal(0.6, linkages.GetProperty("fiveMinuteShare").GetDouble());
    }

    [Fact]
    public async Task Unmet_needs_of_fewer_than_five_are_not_shown_with_their_place()
    {
        var (here, there) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        AWhistle[] short5 = [.. Enumerable.Range(0, 5).Select(_ => Short(here, "nursing"))];
        AWhistle[] short4 = [.. Enumerable.Range(0, 4).Select(_ => Short(there, "nursing"))];
        await Log([.. short5.Concat(short4).Append(Short(here, "repair")).SelectMany(whistle => whistle.Rows())]);

        var unmet = (await Read()).GetProperty("unmet");
        Assert.Equal(10, unmet.GetProperty("whistles").GetInt32());
        Assert.Equal(
            $$"""[{"microGridId":"{{here}}","skill":"nursing","whistles":5,"helpers":5}]""",
            $"{unmet.GetProperty("byMicroGrid")}");
        Assert.Equal(0, unmet.GetProperty("elsewhere").GetArrayLength());

        await Log([.. Short(Guid.CreateVersion7(), "nursing").Rows()]);
        Assert.Equal(
            """[{"skill":"nursing","whistles":5,"helpers":5}]""",
            $"{(await Read()).GetProperty("unmet").GetProperty("elsewhere")}");
    }

    [Fact]
    public async Task Who_withdraws_in_time_was_not_left_waiting_and_a_pause_moves_the_clock()
    {
        var inTime = new AWhistle(Start).Raised().Blown().Opened().After(60).Withdrawn();
        var tooLate = new AWhistle(Start).Raised().Blown().Opened().After(300).Withdrawn();
        var paused = new AWhistle(Start).Raised().Blown().Opened().Paused();
        var moved = new AWhistle(Start).Raised().Blown().Opened().Paused().After(2880).Resumed()
            .After(60).Formed(Society.Volunteers);
        await Log([.. inTime.Rows(), .. paused.Rows(), .. moved.Rows()]);
        Assert.Equal(1, (await Read()).GetProperty("rates").GetProperty("response").GetDouble());

        await Log([.. tooLate.Rows()]);
        Assert.Equal(0.5, (await Read()).GetProperty("rates").GetProperty("response").GetDouble());
    }

    [Fact]
    public void Nothing_gives_no_duration() => Assert.Null(Durations.Of([]));

    private static AWhistle Short(Guid place, string skill) =>
        new AWhistle(Start, place: place).Raised().Blown().Opened().FellShort(skill);

    /// <summary>A row that another version of the platform told.</summary>
    private static LoggedEvent Later(string type, AWhistle whistle, long version) => new()
    {
        Id = Guid.CreateVersion7(),
        Type = type,
        OccurredAt = Start.AddHours(1),
        Community = ServiceHost<InsightsDb>.Community,
        Version = version,
        WhistleId = whistle.Id,
        Body = "{}",
    };

    private static LoggedEvent Hundredth(LoggedEvent row) => LoggedEvent.Of(
        row.Id, EventTypes.Read(row.Type, row.Body)!, row.OccurredAt, row.Community, row.Version + 100);

    private Task Log(LoggedEvent[] rows) => app.Copy(rows);

    private async Task<JsonElement> Read()
    {
        using var client = app.Client("indicators.read");
        return await client.GetAsync(
            $"/api/v1/indicators?community={ServiceHost<InsightsDb>.Community}&from=2026-11-01&to=2026-11-30").Body();
    }
}
