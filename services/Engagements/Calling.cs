using FiveSocieties.Events;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Engagements;

/// <summary>What a society does when a whistle is blown and when it is closed.</summary>
public static class Calling
{
    /// <summary>Lists the lines that its people could serve, so that anybody may offer.</summary>
    public static async Task Call(this SocietyDb db, WhistleBlown blown, string community)
    {
        if (await db.Closings.AnyAsync(x => x.WhistleId == blown.WhistleId && x.Round >= blown.Round))
            return;
        var known = await db.OpenCalls.Where(x => x.WhistleId == blown.WhistleId).ToListAsync();
        if (known.Exists(call => call.Round >= blown.Round))
            return;

        db.RemoveRange(known);
        var skills = (await db.Helpers.Where(x => x.Community == community && !x.Suspended)
            .Select(x => x.Skills).ToListAsync())
            .SelectMany(own => own).ToLookup(skill => skill.Code, skill => skill.Level);
        db.AddRange(blown.Lines
            .Where(line => skills[line.Skill].Any(level => level >= line.LeastLevel))
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

    /// <summary>Takes the open calls down and remembers how it ended; false when that was known already.</summary>
    public static async Task<bool> Close(this SocietyDb db, WhistleClosed closed)
    {
        if (await db.Closings.AnyAsync(x => x.WhistleId == closed.WhistleId && x.Round == closed.Round))
            return false;

        db.Add(new Closing { WhistleId = closed.WhistleId, Round = closed.Round, Code = closed.Code });
        db.RemoveRange(await db.OpenCalls.Where(x => x.WhistleId == closed.WhistleId).ToListAsync());
        return true;
    }
}
