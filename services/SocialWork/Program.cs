using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.SocialWork;
using FiveSocieties.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSocialWork();
builder.AddBus();

var app = builder.Build();
app.UseServiceDefaults();
app.MapSocialWork();
return await app.RunService(args);
