using FiveSocieties.Engagements;
using FiveSocieties.Events;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Calls;

/// <summary>What a society does when a whistle is blown, when it is handed up and when it is closed.</summary>
public static class Calling
{
    /// <summary>The row, new when this is the first that is heard of the whistle.</summary>
    public static async Task<HeardWhistle> HeardOf(this SocietyDb db, Guid whistleId) =>
        await db.HeardWhistles.FindAsync(whistleId) ?? db.Add(new HeardWhistle { WhistleId = whistleId }).Entity;

    /// <summary>Lists the lines that its people could serve, so that anybody may offer; things are asked for.</summary>
    public static async Task Call(this SocietyDb db, WhistleBlown blown, string community)
    {
        if (!(await db.HeardOf(blown.WhistleId)).Hear(blown.Round, isOver: false))
            return;
        await db.GoOn(blown);

        db.RemoveRange(await db.OpenCalls.Where(x => x.WhistleId == blown.WhistleId).ToListAsync());
        var skills = (await db.Helpers.Where(x => x.Community == community && !x.Suspended)
            .Select(x => x.Skills).ToListAsync())
            .SelectMany(own => own).ToLookup(skill => skill.Code, skill => skill.Level);
        db.AddRange(blown.Lines
            .Where(line => line.Kind == NeedKind.People && skills[line.Skill].Any(level => level >= line.LeastLevel))
            .Select(line => new OpenCall
            {
                Community = community,
                WhistleId = blown.WhistleId,
                Round = blown.Round,
                LineId = line.LineId,
                MicroGridId = blown.MicroGridId,
                Urgency = blown.Urgency,
                Skill = line.Skill,
                LeastLevel = line.LeastLevel,
                Slots = line.Slots,
                RespondBy = blown.RespondBy,
            }));
    }

    /// <summary>The sub-district has it: its calls come down until a further round is blown.</summary>
    public static Task HandUp(this SocietyDb db, WhistleEscalated escalated) =>
        db.TakeDown(escalated.WhistleId, escalated.Round);

    /// <summary>Takes the open calls down and remembers how it ended; false when that was known already.</summary>
    public static async Task<bool> Close(this SocietyDb db, WhistleClosed closed)
    {
        if (await db.Closings.AnyAsync(x => x.WhistleId == closed.WhistleId && x.Round == closed.Round))
            return false;

        db.Add(new Closing { WhistleId = closed.WhistleId, Round = closed.Round, Code = closed.Code });
        await db.TakeDown(closed.WhistleId, closed.Round);
        return true;
    }

    private static async Task TakeDown(this SocietyDb db, Guid whistleId, int round)
    {
        if ((await db.HeardOf(whistleId)).Hear(round, isOver: true))
            db.RemoveRange(await db.OpenCalls.Where(x => x.WhistleId == whistleId).ToListAsync());
    }

    /// <summary>Whoever has accepted for a line that is still wanted serves in the round that begins, and is credited when
    /// that is closed.</summary>
    private static async Task GoOn(this SocietyDb db, WhistleBlown blown)
    {
        var lines = blown.Lines.Select(line => line.LineId).ToList();
        foreach (var kept in await db.Engagements.Where(x => x.WhistleId == blown.WhistleId && lines.Contains(x.LineId)
            && (x.State == EngagementState.Accepted || x.State == EngagementState.Started)).ToListAsync())
            kept.GoOn(blown.Round);
    }
}
