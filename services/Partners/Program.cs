using FiveSocieties.Messaging;
using FiveSocieties.Partners;
using FiveSocieties.ServiceDefaults;

return await Start.Run(args, settings =>
{
    var builder = WebApplication.CreateBuilder(settings);
    builder.AddServiceDefaults();
    builder.AddPartners();
    builder.AddBus();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapPartners();
    return app;
});
