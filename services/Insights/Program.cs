using FiveSocieties.Insights;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

return await Start.Run(args, settings =>
{
    var builder = WebApplication.CreateBuilder(settings);
    builder.AddServiceDefaults();
    builder.AddInsights();
    builder.AddBus();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapInsights();
    return app;
});
