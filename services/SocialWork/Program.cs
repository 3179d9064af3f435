using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.SocialWork;

return await Start.Run(args, settings =>
{
    var builder = WebApplication.CreateBuilder(settings);
    builder.AddServiceDefaults();
    builder.AddSocialWork();
    builder.AddBus();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapSocialWork();
    return app;
});
