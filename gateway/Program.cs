using FiveSocieties.Gateway;
using FiveSocieties.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGateway();

var app = builder.Build();
app.UseForeignHeadersRemoved();
app.UseServiceDefaults();
app.MapGateway();
await app.RunAsync();
