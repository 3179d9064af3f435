using System.Net;
using System.Net.Http.Json;
using FiveSocieties.Community;
using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Community;

/// <summary>The work calendar as the sub-district imports it, and the clocks that run by it.</summary>
public sealed class WorkYearTests : IAsyncLifetime
{
    private const string Path = "/api/v1/work-calendar/2026";

    /// <summary>The clock of the tests stands on Monday, 23 November: two days off, and a Saturday of work.</summary>
    private static readonly object[] Days =
    [
        Day("2026-11-25"), Day("2026-11-24"), Day("2026-11-28", isOffDay: false),
    ];

    private readonly CommunityHost host = new();

    [Fact]
    public async Task A_year_is_imported_read_and_replaced()
    {
        Assert.Equal((404, "request.not-found", null), await host.Partner.GetAsync(Path).AsProblem());
        using var made = await host.SubDistrict.PutAsJsonAsync(Path, new { year = 2026, days = Days });
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (made.StatusCode, made.Headers.ETag?.Tag));

        var read = await host.Partner.GetAsync(Path).Body();
        Assert.Equal(
            ["2026-11-24", "2026-11-25", "2026-11-28"],
            read.GetProperty("days").EnumerateArray().Select(x => x.GetProperty("date").GetString()));
        using var again = await host.SubDistrict.PutAsJsonAsync(Path, read);
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (again.StatusCode, again.Headers.ETag?.Tag));

        using var changed = await host.SubDistrict.PutAsJsonAsync(Path, new { year = 2026, days = Days[..1] });
        Assert.Equal("\"2\"", changed.Headers.ETag?.Tag);
        Assert.Single((await host.Partner.GetAsync(Path).Body()).GetProperty("days").EnumerateArray());
        using var late = new HttpRequestMessage(HttpMethod.Put, Path)
        {
            Content = JsonContent.Create(new { year = 2026, days = Days }),
        };
        late.Headers.IfMatch.Add(made.Headers.ETag!);
        Assert.Equal((412, "request.outdated", null), await host.SubDistrict.SendAsync(late).AsProblem());
    }

    [Fact]
    public async Task Only_the_sub_district_imports()
    {
        var body = new { year = 2026, days = Days };
        Assert.Equal((403, "identity.no-role", null), await host.Staff.PutAsJsonAsync(Path, body).AsProblem());
        var reader = host.Client("communities.read", roles: ["sub-district"]);
        Assert.Equal((403, "identity.no-scope", null), await reader.PutAsJsonAsync(Path, body).AsProblem());
        Assert.Equal(404, (await host.Partner.GetAsync(Path).AsProblem()).Status);
    }

    [Theory]
    [InlineData("""{"year": 2027, "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true}]}""",
        422, "work-calendar.other-year", "year")]
    [InlineData("""{"year": 2026, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}""",
        422, "work-calendar.day-outside", "days[0].date")]
    [InlineData("""{"year": 2026, "days": [{"name": "元旦", "date": "2025-11-30", "isOffDay": true}]}""",
        422, "work-calendar.day-outside", "days[0].date")]
    [InlineData("""
        {"year": 2026, "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true},
        {"name": "元旦", "date": "2026-01-01", "isOffDay": true}]}
        """, 422, "work-calendar.day-twice", "days[1].date")]
    [InlineData("""{"year": 2026, "days": [{"name": "元旦", "date": "2026-01-05", "isOffDay": false}]}""",
        422, "work-calendar.no-weekend", "days[0].isOffDay")]
    [InlineData("""{"year": 2026, "days": [{"name": "", "date": "2026-01-01", "isOffDay": true}]}""",
        422, "request.text-length", "days[0].name")]
    [InlineData("""{"year": 2026, "days": []}""", 422, "request.too-many", "days")]
    [InlineData("""{"year": 2026, "days": [null]}""", 400, "request.missing-field", "days[0]")]
    [InlineData("""{"year": 2026}""", 400, "request.missing-field", "days")]
    [InlineData("""{"year": 2026, "days": [{"name": "元旦", "date": "2026-01-01"}]}""",
        400, "request.missing-field", "days[0].isOffDay")]
    [InlineData("""{"year": 2026, "days": [{"name": "元旦", "date": "2026-02-30", "isOffDay": true}]}""",
        400, "request.wrong-type", "days[0].date")]
    public async Task What_is_wrong_is_said_at_its_field_and_changes_nothing(
        string body, int status, string code, string field)
    {
        using var content = new StringContent(body, null, "application/json");
        var (wasStatus, wasCode, wasField) = await host.SubDistrict.PutAsync(Path, content).AsProblem();
        Assert.Equal((status, code, field), (wasStatus, wasCode, wasField));
        Assert.Equal(404, (await host.Partner.GetAsync(Path).AsProblem()).Status);
    }

    [Fact]
    public async Task A_year_far_away_is_refused()
    {
        var body = new { year = 1999, days = (object[])[Day("1999-01-01")] };
        Assert.Equal(
            (422, "request.out-of-range", "year"),
            await host.SubDistrict.PutAsJsonAsync("/api/v1/work-calendar/1999", body).AsProblem());
    }

    [Fact]
    public async Task A_deadline_that_was_told_stays_and_every_later_clock_runs_by_the_imported_year()
    {
        var before = await host.ABlownWhistle("General");
        var promised = (await host.Row(before)).ResolveBy;
        Assert.Equal(Sichuan(2026, 12, 2), promised);
        await host.SubDistrict.PutAsJsonAsync(Path, new { year = 2026, days = Days }).Body();

        var after = await host.Row(await host.ABlownWhistle("General"));
        Assert.Equal((Sichuan(2026, 11, 27), Sichuan(2026, 12, 3)), (after.RespondBy, after.ResolveBy));
        Assert.Equal(promised, (await host.Row(before)).ResolveBy);
        await Pauses(after.Id, Sichuan(2026, 12, 1));
        host.Clock.Advance(TimeSpan.FromDays(3));
        await host.Act(after.Id, "resume", new { });
        Assert.Equal(Sichuan(2026, 12, 4), (await host.Row(after.Id)).ResolveBy);
    }

    [Fact]
    public async Task What_another_replica_imported_is_known_at_once()
    {
        await host.ABlownWhistle("General");
        var year = new WorkYear { Year = 2026 };
        year.Import([new("调休", new(2026, 11, 28), false)], "street-office", host.Clock.GetUtcNow());
        await host.Look<CommunityDb, int>(db =>
        {
            db.Add(year);
            return db.SaveChangesAsync();
        });

        Assert.Equal(Sichuan(2026, 12, 1), (await host.Row(await host.ABlownWhistle("General"))).ResolveBy);
    }

    [Fact]
    public async Task The_sample_can_be_imported_as_it_is()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "FiveSocieties.sln")))
            folder = folder.Parent!;
        var sample = System.IO.Path.Combine(folder.FullName, "deploy/work-calendar/2026.sample.json");
        using var content = new StringContent(await File.ReadAllTextAsync(sample), null, "application/json");
        await host.SubDistrict.PutAsync(Path, content).Body();

        var year = await host.Look<CommunityDb, WorkYear>(db => db.WorkYears.AsNoTracking().SingleAsync());
        Assert.Equal((33, 6), (year.Days.Count(x => x.IsOffDay), year.Days.Count(x => !x.IsOffDay)));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await host.DisposeAsync();

    /// <summary>Until then and not a second longer: five work days from now.</summary>
    private async Task Pauses(Guid id, DateTimeOffset latest)
    {
        var path = $"/api/v1/whistles/{id}/pause";
        var tooLong = new { reason = "snow", until = latest.AddSeconds(1) };
        Assert.Equal(
            (422, "whistle.pause-too-long", "until"), await host.Staff.PostAsJsonAsync(path, tooLong).AsProblem());
        await host.Staff.PostAsJsonAsync(path, new { reason = "snow", until = latest }).Body();
    }

    private static object Day(string date, bool isOffDay = true) => new { name = "国庆节", date, isOffDay };

    private static DateTimeOffset Sichuan(int year, int month, int day) =>
        new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime();
}
