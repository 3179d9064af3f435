using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Volunteers;

return await Start.Run(args, settings =>
{
    var builder = WebApplication.CreateBuilder(settings);
    builder.AddServiceDefaults();
    builder.AddVolunteers();
    builder.AddBus();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapVolunteers();
    return app;
});
