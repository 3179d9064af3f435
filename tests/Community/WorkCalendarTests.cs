using System.Globalization;
using FiveSocieties.Community.Whistles;
using FiveSocieties.Community.WorkCalendars;
using FiveSocieties.Events;

namespace FiveSocieties.Tests.Community;

public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = new([], [new(2026, 12, 1)], [new(2026, 12, 5)]);

    [Theory]
    [InlineData("2026-11-23T09:00", 2, "2026-11-25T09:00")] // Monday to Wednesday
    [InlineData("2026-11-20T15:00", 2, "2026-11-24T15:00")] // over a weekend
    [InlineData("2026-11-21T12:00", 1, "2026-11-24T00:00")] // from a Saturday: all of Monday
    [InlineData("2026-11-30T09:00", 1, "2026-12-02T09:00")] // over a holiday
    [InlineData("2026-12-04T09:00", 1, "2026-12-05T09:00")] // into a Saturday on which people work
    [InlineData("2026-12-05T09:00", 1, "2026-12-07T09:00")]
    public void The_clock_stands_still_on_days_off(string from, int days, string until) =>
        Assert.Equal(InSichuan(until), Calendar.Add(InSichuan(from), TimeSpan.FromDays(days)));

    [Theory]
    [InlineData(Urgency.Emergency, "2026-11-27T09:30", "2026-11-27T11:00")]
    [InlineData(Urgency.Urgent, "2026-11-27T13:00", "2026-11-28T09:00")]
    [InlineData(Urgency.General, "2026-12-02T09:00", "2026-12-08T09:00")]
    [InlineData(Urgency.Complex, "2026-12-03T09:00", "2026-12-18T09:00")]
    public void Each_urgency_has_its_clock(Urgency urgency, string respondBy, string resolveBy) => Assert.Equal(
        new Deadlines(InSichuan(respondBy), InSichuan(resolveBy)),
        new WhistleClocks(new(), Calendar).DeadlinesOf(urgency, InSichuan("2026-11-27T09:00")));

    [Fact]
    public void An_imported_year_stands_in_place_of_the_settings_for_it_and_the_later_year_wins()
    {
        var (one, two) = (new WorkYear { Year = 2026 }, new WorkYear { Year = 2027 });
        one.Import(
            [new("元旦", new(2026, 12, 31), true), new("冬至", new(2026, 12, 1), true)], "street-office", default);
        two.Import([new("元旦", new(2027, 1, 1), true), new("元旦", new(2026, 12, 31), false)], "street-office", default);
        DateOnly[] holidays = [new(2026, 11, 30), new(2025, 12, 31), new(2027, 1, 4)];
        var calendar = new WorkCalendar([two, one], holidays, [new(2026, 12, 5), new(2028, 1, 1)]);

        Assert.True(calendar.IsWorkDay(new(2026, 11, 30)), "the settings of an imported year count no more");
        Assert.False(calendar.IsWorkDay(new(2026, 12, 5)), "nor do its make-up days");
        Assert.False(calendar.IsWorkDay(new(2025, 12, 31)), "those of another year do");
        Assert.True(calendar.IsWorkDay(new(2028, 1, 1)), "and its make-up days");
        Assert.True(calendar.IsWorkDay(new(2027, 1, 4)));
        Assert.False(calendar.IsWorkDay(new(2026, 12, 1)));
        Assert.True(calendar.IsWorkDay(new(2026, 12, 31)), "the later announcement wins");
        Assert.False(calendar.IsWorkDay(new(2027, 1, 1)));
    }

    private static DateTimeOffset InSichuan(string local) =>
        new(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
