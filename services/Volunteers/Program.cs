using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;
using FiveSocieties.Volunteers;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddVolunteers();
builder.AddBus();

var app = builder.Build();
app.UseServiceDefaults();
app.MapVolunteers();
return await app.RunService(args);
