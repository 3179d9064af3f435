using FiveSocieties.Insights.Courses;
using FiveSocieties.Insights.EventLog;
using FiveSocieties.Insights.Indicators;
using FiveSocieties.Insights.Stories;
using FiveSocieties.Messaging;
using FiveSocieties.Storage;

namespace FiveSocieties.Insights;

/// <summary>What Insights is made of: a log of every event, the course of each whistle, and two ways to read them.</summary>
public static class Insights
{
    /// <summary>The log, and the one queue on which it hears everything.</summary>
    public static WebApplicationBuilder AddInsights(this WebApplicationBuilder builder)
    {
        builder.AddServiceDb<InsightsDb, InsightsSqlite, InsightsPostgres>("Insights");
        builder.AddListener<InsightsDb>(
            "insights", "event-log", EventTypes.All.Select(type => typeof(LogEvent<>).MakeGenericType(type)));
        builder.Services.AddSweep<InsightsDb, KeepCourses>(TimeSpan.FromDays(1));
        builder.Services.AddSweep<InsightsDb, SettleDays>(TimeSpan.FromHours(1));
        return builder;
    }

    /// <summary>The routes of stories and indicators.</summary>
    public static IEndpointRouteBuilder MapInsights(this IEndpointRouteBuilder app)
    {
        app.MapStories();
        app.MapIndicators();
        return app;
    }
}
