using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.PartyBranches;

/// <summary>Who takes a post, by id: exactly one of them.</summary>
/// <param name="MemberId">A member.</param>
/// <param name="OrganisationId">A unit's Party organisation.</param>
/// <param name="VolunteerId">A volunteer, by Volunteers' id, for whom the client speaks that says so.</param>
public sealed record Holder(Guid? MemberId = null, Guid? OrganisationId = null, Guid? VolunteerId = null)
{
    internal bool IsOne => new[] { MemberId, OrganisationId, VolunteerId }.Count(id => id is not null) == 1;
}

/// <summary>
/// A standing task (岗位) that members, units' Party organisations and volunteers take, as many as it has places.
/// </summary>
public sealed class Post : IAggregate
{
    public static readonly Problem Full = new(
        "post.full", 409, "All places of the post are taken.", "该岗位已满。");

    public static readonly Problem Closed = new(
        "post.closed", 409, "The post takes nobody any more.", "该岗位已停止认领。");

    public static readonly Problem Taken = new(
        "post.already-claimed", 409, "Whoever this is has the post already.", "已认领该岗位。");

    public static readonly Problem TooFew = new(
        "post.places", 409, "More have claimed the post than that.", "已认领人数多于该名额。");

    public static readonly Problem NotReported = new(
        "post.not-reported-in", 409, "Posts are for those who have reported in.", "报到后方可认岗。");

    public static readonly Problem OneHolder = new(
        "post.holder", 422, "A claim names a member, a unit's Party organisation or a volunteer: one of them.",
        "须注明一名党员、一个单位党组织或一名志愿者,且只能注明其一。");

    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    public required PostClass Class { get; init; }

    public string Title { get; private set; } = "";

    /// <summary>Most that can hold it at the same time.</summary>
    public int Places { get; private set; }

    /// <summary>How many have claimed it.</summary>
    public int Claimed { get; private set; }

    public bool Open { get; private set; }

    /// <summary>What is offered; nobody who has claimed the post is put out of it.</summary>
    public void Offer(string title, int places, bool open)
    {
        if (places < Claimed)
            throw new BrokenRule(TooFew, "places");
        (Title, Places, Open) = (title, places, open);
    }

    /// <summary>One more takes it (认岗), and promises something by a day (承诺).</summary>
    public Claim Take(Guid claimId, Holder holder, string promise, DateOnly due, DateTimeOffset now)
    {
        if (!Open)
            throw new BrokenRule(Closed);
        if (Claimed == Places)
            throw new BrokenRule(Full);
        Claimed++;
        return new()
        {
            Id = claimId,
            Community = Community,
            PostId = Id,
            MemberId = holder.MemberId,
            OrganisationId = holder.OrganisationId,
            VolunteerId = holder.VolunteerId,
            Promise = promise,
            Due = due,
            At = now,
        };
    }
}

/// <summary>Somebody holds a post and has promised something: whether it was kept is judged once (践诺).</summary>
public sealed class Claim : IAggregate
{
    public static readonly Problem Judged = new(
        "claim.already-judged", 409, "The commitment has been judged.", "该承诺已评定。");

    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    public required Guid PostId { get; init; }

    /// <summary>The member who holds the post; nothing when an organisation does.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>The unit's Party organisation that holds the post.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>The volunteer who holds the post, by Volunteers' id.</summary>
    public Guid? VolunteerId { get; init; }

    /// <summary>What is promised: public, so nothing of a person belongs in it.</summary>
    public required string Promise { get; init; }

    /// <summary>Until when.</summary>
    public required DateOnly Due { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the promise was kept; nothing until it is judged.</summary>
    public bool? Kept { get; private set; }

    public DateTimeOffset? JudgedAt { get; private set; }

    /// <summary>The branch says whether the promise was kept.</summary>
    public void Judge(bool kept, DateTimeOffset now)
    {
        if (Kept is not null)
            throw new BrokenRule(Judged);
        (Kept, JudgedAt) = (kept, now);
    }
}
