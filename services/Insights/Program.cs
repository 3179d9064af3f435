using FiveSocieties.Insights;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;
using FiveSocieties.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddInsights();
builder.AddBus();

var app = builder.Build();
app.UseServiceDefaults();
app.MapInsights();
return await app.RunService(args);
