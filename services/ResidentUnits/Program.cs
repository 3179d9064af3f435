using FiveSocieties.Messaging;
using FiveSocieties.ResidentUnits;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddResidentUnits();
builder.AddBus();

var app = builder.Build();
app.UseServiceDefaults();
app.MapResidentUnits();
return await app.RunService(args);
