using FiveSocieties.ResourceMatching;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FiveSocieties.Engagements;

/// <summary>What an accepted helper must know to go there. Not to be kept.</summary>
/// <param name="Description">What is needed, as it was told.</param>
/// <param name="Name">Whom to ask for; absent when the need is nobody's in particular.</param>
/// <param name="Phone">Their telephone number.</param>
/// <param name="Address">Where to go.</param>
public sealed record BriefView(string Description, string? Name, string? Phone, string? Address);

internal static class ReadBrief
{
    private static readonly Problem Closed = new(
        "engagement.brief-closed", 403, "The brief is open from acceptance until 24 hours after the end.",
        "简要信息仅在应约后至结束后 24 小时内开放。");

    private static readonly TimeSpan Afterwards = TimeSpan.FromHours(24);

    /// <summary>Where to go and to whom, for a helper who accepted. Asked from the owners each time; each reading leaves a receipt that the resident can see.</summary>
    public static async Task<Results<Ok<BriefView>, ProblemResult>> Handle(
        Guid id,
        Guid engagementId,
        HttpContext http,
        Caller caller,
        WhistleBriefs.WhistleBriefsClient whistles,
        ResidentContacts.ResidentContactsClient residents)
    {
        var db = http.SocietyDb();
        var engagement = await db.Find(id, engagementId, caller);
        if (engagement is null)
            return RequestProblems.NotFound.Plain;
        if (!IsOpen(engagement, db.Now))
            return Closed.Plain;

        http.Response.Headers.CacheControl = "no-store";
        var whistle = await whistles.GetAsync(new()
        {
            WhistleId = $"{engagement.WhistleId}",
            EngagementId = $"{engagement.Id}",
            Reader = caller.ClientId,
        }, cancellationToken: http.RequestAborted);
        if (whistle.ResidentId.Length == 0)
            return TypedResults.Ok(new BriefView(whistle.Description, null, null, null));

        var resident = await residents.GetAsync(new()
        {
            ResidentId = whistle.ResidentId,
            WhistleId = $"{engagement.WhistleId}",
            EngagementId = $"{engagement.Id}",
            Reader = caller.ClientId,
        }, cancellationToken: http.RequestAborted);
        return TypedResults.Ok(new BriefView(whistle.Description, resident.Name, resident.Phone, resident.Address));
    }

    private static bool IsOpen(Engagement engagement, DateTimeOffset now) => engagement.State switch
    {
        EngagementState.Accepted or EngagementState.Started => true,
        EngagementState.Finished or EngagementState.Delivered => now <= engagement.FinishedAt + Afterwards,
        _ => false,
    };
}
