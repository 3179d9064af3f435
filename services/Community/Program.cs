using FiveSocieties.Community;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

return await Start.Run(args, settings =>
{
    var builder = WebApplication.CreateBuilder(settings);
    builder.AddServiceDefaults();
    builder.AddCommunity();
    builder.AddBus();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapCommunity();
    return app;
});
