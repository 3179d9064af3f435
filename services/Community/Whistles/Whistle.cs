using FiveSocieties.Community.Places;
using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Community.Whistles;

/// <summary>How a need came to the community.</summary>
public enum Channel
{
    Resident,
    Patrol,
    Unit,
    Partner,
}

/// <summary>A need (吹哨), from the moment it is told until the resident says whether it was served.</summary>
public sealed class Whistle : IAggregate
{
    public static readonly Problem IllegalMove = new(
        "whistle.illegal-move", 409, "The whistle is not in a state for this.", "哨单当前状态不允许此操作。");

    public static readonly Problem NotYours = new(
        "whistle.not-yours", 403, "Only the client that raised the whistle may do this.", "只有上报该哨单的客户端才能执行此操作。");

    private const string Linkage = "linkage";

    private const string Clock = "clock";

    private Whistle()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private init; }

    /// <inheritdoc/>
    public string Community { get; private init; } = "";

    /// <inheritdoc/>
    public long Version { get; set; }

    public Guid MicroGridId { get; private init; }

    /// <summary>Rounded to about 50 m: the exact place is used once, to find the micro-grid, and never kept.</summary>
    public double Longitude { get; private init; }

    /// <summary>As <see cref="Longitude"/>.</summary>
    public double Latitude { get; private init; }

    /// <summary>Demand class, a code of the community's own list.</summary>
    public string Class { get; private init; } = "";

    public Urgency Urgency { get; private init; }

    public Channel Channel { get; private init; }

    /// <summary>What is needed, in the words of who raised it.</summary>
    public Sealed Description { get; private init; } = null!;

    /// <summary>For whom, when it is for somebody in particular; ResidentUnits knows who that is.</summary>
    public Guid? ResidentId { get; private init; }

    /// <summary>The client that raised it: the resident's answer comes from there.</summary>
    public string RaisedBy { get; private init; } = "";

    public WhistleState State { get; private set; }

    /// <summary>0 until blown; each blowing counts one more.</summary>
    public int Round { get; private set; }

    /// <summary>What is needed, frozen for the round.</summary>
    public IReadOnlyList<NeedLine> Lines { get; private set; } = [];

    public DateTimeOffset? RespondBy { get; private set; }

    public DateTimeOffset? ResolveBy { get; private set; }

    /// <summary>When silence closes it.</summary>
    public DateTimeOffset? AnswerBy { get; private set; }

    /// <summary>When the clock strikes next; none while no clock runs. The sweep finds it by this.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public Guid? LinkageId { get; private set; }

    /// <summary>How far help is looked for.</summary>
    public Circle? Circle { get; private set; }

    public ClosingCode? Closing { get; private set; }

    /// <summary>Every move with who, when and why.</summary>
    public IReadOnlyList<WhistleStep> Steps { get; private set; } = [];

    public Position Place => new(Longitude, Latitude);

    public static Whistle Raise(RaiseRequest request, Guid microGridId, Sealed words, string by, DateTimeOffset now)
    {
        var place = request.Place.Round();
        return new()
        {
            Id = request.Id ?? Guid.CreateVersion7(),
            Community = request.Community,
            MicroGridId = microGridId,
            Longitude = place.Longitude,
            Latitude = place.Latitude,
            Class = request.Class,
            Urgency = request.Urgency,
            Channel = request.Channel,
            Description = words,
            ResidentId = request.ResidentId,
            RaisedBy = by,
            Steps = [new(WhistleState.Raised, now, by)],
        };
    }

    public bool Allows(WhistleMove move) => WhistleMoves.Allowed.ContainsKey((State, move));

    /// <summary>A new round begins, with lines and clocks of its own.</summary>
    public void Blow(IReadOnlyList<NeedLine> lines, Deadlines deadlines, string by, DateTimeOffset now)
    {
        Move(WhistleMove.Blow, by, now);
        Round++;
        Lines = lines;
        (RespondBy, ResolveBy) = (deadlines.RespondBy, deadlines.ResolveBy);
        DueAt = ResolveBy;
        (LinkageId, Circle) = (null, null);
    }

    /// <summary>A linker has taken it on or looks further: whatever was heard first, the widest circle stays.</summary>
    public void Widen(Guid linkageId, int round, Circle circle)
    {
        if (round != Round)
            return;
        LinkageId = linkageId;
        Circle = Circle is { } known && known > circle ? known : circle;
    }

    /// <summary>Forms or starts, if this is news; false when it is late.</summary>
    public bool Hear(WhistleMove move, Guid linkageId, int round, DateTimeOffset now)
    {
        if (round != Round || !Allows(move))
            return false;
        LinkageId = linkageId;
        Move(move, Linkage, now);
        return true;
    }

    /// <summary>The help has been given; false when that was known, or the round is over.</summary>
    public bool Serve(Guid linkageId, int round, DateTimeOffset answerBy, DateTimeOffset now)
    {
        if (!Hear(WhistleMove.Serve, linkageId, round, now))
            return false;
        DueAt = AnswerBy = answerBy;
        return true;
    }

    /// <summary>Nobody is left to ask; false when the round is over.</summary>
    public bool FallShort(Guid linkageId, int round, string reason, DateTimeOffset now)
    {
        if (round != Round || !Allows(WhistleMove.Escalate))
            return false;
        LinkageId = linkageId;
        Escalate(reason, Linkage, now);
        return true;
    }

    /// <summary>The time to resolve is over.</summary>
    public void RunLate(string reason, DateTimeOffset now) => Escalate(reason, Clock, now);

    public void Answer(Answer answer, string by, DateTimeOffset now)
    {
        Move(WhistleMove.Answer, by, now, $"{answer}");
        Closing = answer == Events.Answer.Solved ? ClosingCode.Solved : ClosingCode.Partly;
        DueAt = null;
    }

    /// <summary>The time to answer is over.</summary>
    public void FallSilent(DateTimeOffset now)
    {
        Move(WhistleMove.FallSilent, Clock, now);
        Closing = ClosingCode.Silence;
        DueAt = null;
    }

    private void Escalate(string reason, string by, DateTimeOffset now)
    {
        Move(WhistleMove.Escalate, by, now, reason);
        DueAt = null;
    }

    private void Move(WhistleMove move, string by, DateTimeOffset now, string? why = null)
    {
        if (!WhistleMoves.Allowed.TryGetValue((State, move), out var state))
            throw new BrokenRule(IllegalMove);
        State = state;
        Steps = [.. Steps, new(state, now, by, why)];
    }
}
