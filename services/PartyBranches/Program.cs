using FiveSocieties.Messaging;
using FiveSocieties.PartyBranches;
using FiveSocieties.ServiceDefaults;

return await Start.Run(args, settings =>
{
    var builder = WebApplication.CreateBuilder(settings);
    builder.AddServiceDefaults();
    builder.AddPartyBranches();
    builder.AddBus();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapPartyBranches();
    return app;
});
