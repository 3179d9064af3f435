using FiveSocieties.Gateway;
using FiveSocieties.ServiceDefaults;

return await Start.Run(args, settings =>
{
    var builder = WebApplication.CreateBuilder(settings);
    builder.AddServiceDefaults();
    builder.AddGateway();

    var app = builder.Build();
    app.UseForeignHeadersRemoved();
    app.UseServiceDefaults();
    app.MapGateway();
    return app;
});
