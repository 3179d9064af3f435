using System.Globalization;
using FiveSocieties.Community.Whistles;
using FiveSocieties.Events;

namespace FiveSocieties.Tests.Community;

public sealed class WorkCalendarTests
{
    private static readonly WhistleOptions Options = new()
    {
        Holidays = [new(2026, 12, 1)],
        MakeUpDays = [new(2026, 12, 5)],
    };

    [Theory]
    [InlineData("2026-11-23T09:00", 2, "2026-11-25T09:00")] // Monday to Wednesday
    [InlineData("2026-11-20T15:00", 2, "2026-11-24T15:00")] // over a weekend
    [InlineData("2026-11-21T12:00", 1, "2026-11-24T00:00")] // from a Saturday: all of Monday
    [InlineData("2026-11-30T09:00", 1, "2026-12-02T09:00")] // over a holiday
    [InlineData("2026-12-04T09:00", 1, "2026-12-05T09:00")] // into a Saturday on which people work
    [InlineData("2026-12-05T09:00", 1, "2026-12-07T09:00")]
    public void The_clock_stands_still_on_days_off(string from, int days, string until)
    {
        var calendar = new WorkCalendar(Options.Holidays, Options.MakeUpDays);
        Assert.Equal(InSichuan(until), calendar.Add(InSichuan(from), TimeSpan.FromDays(days)));
    }

    [Theory]
    [InlineData(Urgency.Emergency, "2026-11-27T09:30", "2026-11-27T11:00")]
    [InlineData(Urgency.Urgent, "2026-11-27T13:00", "2026-11-28T09:00")]
    [InlineData(Urgency.General, "2026-12-02T09:00", "2026-12-08T09:00")]
    [InlineData(Urgency.Complex, "2026-12-03T09:00", "2026-12-18T09:00")]
    public void Each_urgency_has_its_clock(Urgency urgency, string respondBy, string resolveBy) => Assert.Equal(
        new Deadlines(InSichuan(respondBy), InSichuan(resolveBy)),
        Options.DeadlinesOf(urgency, InSichuan("2026-11-27T09:00")));

    private static DateTimeOffset InSichuan(string local) =>
        new(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
