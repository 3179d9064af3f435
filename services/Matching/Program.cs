using FiveSocieties.Matching;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddMatching();
builder.AddBus();

var app = builder.Build();
app.UseServiceDefaults();
app.MapMatching();
return await app.RunService(args);
