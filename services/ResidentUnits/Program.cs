using FiveSocieties.Messaging;
using FiveSocieties.ResidentUnits;
using FiveSocieties.ServiceDefaults;

return await Start.Run(args, settings =>
{
    var builder = WebApplication.CreateBuilder(settings);
    builder.AddServiceDefaults();
    builder.AddResidentUnits();
    builder.AddBus();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapResidentUnits();
    return app;
});
