using FiveSocieties.Calls;
using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.SocialWork.SocialWorkers;

internal static class SocialWorkerRoutes
{
    public static void MapSocialWorkers(this RouteGroupBuilder api)
    {
        var workers = api.MapGroup("/social-workers").WithTags("social-workers");
        workers.MapGet("/", ListSocialWorkers.All).RequireScope("social-workers.read");
        workers.MapGet("/{id:guid}", ListSocialWorkers.One).RequireScope("social-workers.read");
        workers.MapPost("/", RegisterSocialWorker.Handle).RequireScope("social-workers.write");
        workers.MapPut("/{id:guid}", ChangeSocialWorker.Handle).RequireScope("social-workers.write");
        workers.MapEngagements(Society.SocialWork);
        workers.MapCalls(Society.SocialWork);
    }
}
