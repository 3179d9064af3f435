using FiveSocieties.Community;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCommunity();
builder.AddBus();

var app = builder.Build();
app.UseServiceDefaults();
app.MapCommunity();
return await app.RunService(args);
