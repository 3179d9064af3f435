using FiveSocieties.Engagements;
using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Calls;

/// <summary>Something that anybody of this society who can may offer to do.</summary>
/// <param name="WhistleId">The whistle.</param>
/// <param name="LineId">The line.</param>
/// <param name="MicroGridId">Roughly where.</param>
/// <param name="Urgency">How pressing.</param>
/// <param name="Skill">What is needed.</param>
/// <param name="LeastLevel">1 to 5.</param>
/// <param name="Slots">When.</param>
/// <param name="RespondBy">Until when it is wanted.</param>
public sealed record OpenCallView(
    Guid WhistleId,
    Guid LineId,
    Guid MicroGridId,
    Urgency Urgency,
    string Skill,
    int LeastLevel,
    IReadOnlyList<Slot> Slots,
    DateTimeOffset RespondBy)
{
    public static OpenCallView Of(OpenCall call) => new(
        call.WhistleId, call.LineId, call.MicroGridId, call.Urgency, call.Skill, call.LeastLevel, call.Slots,
        call.RespondBy);
}

/// <summary>I can do that (自荐).</summary>
/// <param name="LineId">The line of an open call.</param>
/// <param name="Slot">One of its slots.</param>
/// <param name="HelperId">Who would do it, when a unit offers one of its people; otherwise the path says it.</param>
/// <param name="Id">Made by the client, so that it may repeat the call.</param>
public sealed record OfferRequest(Guid LineId, Slot Slot, Guid? HelperId = null, Guid? Id = null);

/// <summary>The offer as it was received.</summary>
/// <param name="Id">The offer.</param>
public sealed record OfferView(Guid Id);

internal static class ListOpenCalls
{
    /// <summary>The open calls of the caller's communities.</summary>
    public static async Task<Ok<Page<OpenCallView>>> Handle(HttpContext http, Caller caller)
    {
        var communities = caller.Communities;
        var calls = http.SocietyDb().OpenCalls.AsNoTracking().Where(x => communities.Contains(x.Community));
        return TypedResults.Ok(await calls.ToPage(http, x => x.Id, OpenCallView.Of));
    }
}

internal static class MakeOffer
{
    private static readonly Problem NoCall = new(
        "offer.no-open-call", 422, "There is no open call for this line, or not at this time.", "没有对应的公开征集或时段不符。");

    private static readonly Problem NoSkill = new(
        "offer.no-skill", 422, "The helper does not have the skill that the line asks for.", "不具备所需技能。");

    /// <summary>Offers one helper for one line; SocialWork answers with an invitation if it is still wanted.</summary>
    public static async Task<Results<Accepted<OfferView>, ProblemResult>> Handle(
        Guid id, OfferRequest request, HttpContext http, Caller caller)
    {
        var db = http.SocietyDb();
        var helperId = request.HelperId ?? id;
        var helper = await db.Helpers.SingleOrDefaultAsync(x => x.Id == helperId && x.AnsweredById == id);
        if (helper is null || !caller.Serves(helper.Community))
            return RequestProblems.NotFound.Plain;
        var call = await db.OpenCalls.Where(x => x.LineId == request.LineId && x.Community == helper.Community)
            .OrderByDescending(x => x.Round).FirstOrDefaultAsync();
        if (call is null || !call.Slots.Contains(request.Slot))
            return NoCall.At(call is null ? "lineId" : "slot");
        if (!helper.Can(call.Skill, call.LeastLevel))
            return NoSkill.At("lineId");
        if (await db.Offers.AnyAsync(x => x.HelperId == helperId && x.LineId == call.LineId && x.Round == call.Round))
            return RequestProblems.Exists.At("lineId");

        var offer = new Offer
        {
            Id = request.Id ?? Guid.CreateVersion7(),
            Community = helper.Community,
            HelperId = helper.Id,
            LineId = call.LineId,
            Round = call.Round,
            At = db.Now,
        };
        db.Add(offer);
        db.Publish(offer, new OfferMade(
            offer.Id, call.WhistleId, call.Round, call.LineId, db.Society, helper.Id, request.Slot));
        await db.SaveChangesAsync();
        return TypedResults.Accepted((string?)null, new OfferView(offer.Id));
    }
}
