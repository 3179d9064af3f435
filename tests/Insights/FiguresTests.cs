using FiveSocieties.Events;
using FiveSocieties.Insights.Indicators;

namespace FiveSocieties.Tests.Insights;

public sealed class FiguresTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_small_log_gives_the_figures_that_one_counts_by_hand()
    {
        AWhistle[] whistles =
        [
            AWhistle.Solved(Start),
            new AWhistle(Start, Urgency.General).Raised().After(10).Blown().Opened()
                .After(300).Formed(Society.SocialWork).Started(default).Finished(default, 20)
                .After(20).Served(20).Asked().After(9999).Closed(ClosingCode.Silence),
            new AWhistle(Start).Raised().Blown().Opened().After(1).FellShort().Escalated(),
            new AWhistle(Start).Raised(),
        ];

        var figures = Figures.Of(whistles.Select(whistle => whistle.Told), now: Start.AddHours(5));

        Assert.Equal(4, figures.Raised);
        Assert.Equal((3, 1), (figures.ByUrgency[Urgency.Urgent], figures.ByUrgency[Urgency.General]));
        Assert.Equal(3, figures.Blown);
        Assert.Equal(1, figures.Escalated);
        Assert.Equal(1, figures.Closed[ClosingCode.Solved]);
        Assert.Equal(0, figures.Closed[ClosingCode.Partly]);
        Assert.Equal(1, figures.Closed[ClosingCode.Silence]);
        Assert.Equal(0.3333, figures.ResponseRate); // in time, five hours late, never
        Assert.Equal(0.5, figures.SolutionRate);
        Assert.Equal(new Durations(12 * 60, 300 * 60), figures.SecondsToLink);
        Assert.Equal(new Durations(162 * 60, 320 * 60), figures.SecondsToServe);
        Assert.Equal(110, figures.Minutes);
        Assert.Equal(45, figures.Points);
        Assert.Equal(1.5, figures.SocietiesPerLinkage);
    }

    [Fact]
    public void A_linkage_that_can_still_form_in_time_is_neither_late_nor_prompt()
    {
        var open = new AWhistle(Start).Raised().Blown().Opened();
        Assert.Null(Figures.Of([open.Told], open.RespondBy).ResponseRate);
        Assert.Equal(0, Figures.Of([open.Told], open.RespondBy.AddSeconds(1)).ResponseRate);
    }

    [Fact]
    public void Nothing_gives_no_rates()
    {
        var figures = Figures.Of([], Start);
        Assert.Equal(0, figures.Raised);
        Assert.Null(figures.ResponseRate);
        Assert.Null(figures.SecondsToLink);
    }
}
