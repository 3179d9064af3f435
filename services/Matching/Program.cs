using FiveSocieties.Matching;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

return await Start.Run(args, settings =>
{
    var builder = WebApplication.CreateBuilder(settings);
    builder.AddServiceDefaults();
    builder.AddMatching();
    builder.AddListingFirst();
    builder.AddBus();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapMatching();
    return app;
});
