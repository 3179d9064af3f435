using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Volunteers;

/// <summary>Volunteers who serve together (志愿服务队), led by one of them.</summary>
public sealed class Team : IAggregate
{
    /// <summary>Most volunteers in one team.</summary>
    public const int Largest = 200;

    public static readonly Problem Full = new("team.full", 409, "The team is full.", "该队伍人数已满。");

    public static readonly Problem InIt = new(
        "team.already-in-it", 409, "The volunteer is in the team already.", "该志愿者已在队伍中。");

    public static readonly Problem NotInIt = new(
        "team.not-in-it", 409, "The volunteer is not in the team.", "该志愿者不在队伍中。");

    public static readonly Problem Leads = new(
        "team.leader-stays", 409, "The leader stays until somebody else leads.", "队长须在移交后方可退出。");

    /// <inheritdoc/>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required string Community { get; init; }

    /// <inheritdoc/>
    public long Version { get; set; }

    public string Name { get; set; } = "";

    public Guid LeaderId { get; private set; }

    public List<TeamPlace> Places { get; } = [];

    /// <summary>A volunteer joins.</summary>
    public void Join(Guid volunteerId, DateTimeOffset now)
    {
        if (Holds(volunteerId))
            throw new BrokenRule(InIt, "volunteerId");
        if (Places.Count == Largest)
            throw new BrokenRule(Full);
        Places.Add(new() { TeamId = Id, VolunteerId = volunteerId, JoinedAt = now });
    }

    /// <summary>A volunteer leaves; the leader after somebody else leads.</summary>
    public void Leave(Guid volunteerId)
    {
        if (!Holds(volunteerId))
            throw new BrokenRule(NotInIt);
        if (volunteerId == LeaderId)
            throw new BrokenRule(Leads);
        Places.RemoveAll(place => place.VolunteerId == volunteerId);
    }

    /// <summary>One who is in the team leads it from now on.</summary>
    public void LedBy(Guid volunteerId)
    {
        if (!Holds(volunteerId))
            throw new BrokenRule(NotInIt, "leaderId");
        LeaderId = volunteerId;
    }

    private bool Holds(Guid volunteerId) => Places.Exists(place => place.VolunteerId == volunteerId);
}

/// <summary>That a volunteer is in a team.</summary>
public sealed class TeamPlace
{
    public required Guid TeamId { get; init; }

    public required Guid VolunteerId { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }
}
