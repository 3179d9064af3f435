using FiveSocieties.Messaging;
using FiveSocieties.PartyBranches;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPartyBranches();
builder.AddBus();

var app = builder.Build();
app.UseServiceDefaults();
app.MapPartyBranches();
return await app.RunService(args);
