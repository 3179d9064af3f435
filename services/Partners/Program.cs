using FiveSocieties.Messaging;
using FiveSocieties.Partners;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPartners();
builder.AddBus();

var app = builder.Build();
app.UseServiceDefaults();
app.MapPartners();
return await app.RunService(args);
