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
public sealed partial class Whistle : IAggregate
{
    public static readonly Problem IllegalMove = new(
        "whistle.illegal-move", 409, "The whistle is not in a state for this.", "哨单当前状态不允许此操作。");

    public static readonly Problem NotYours = new(
        "whistle.not-yours", 403, "Only the client that raised the whistle may do this.", "只有上报该哨单的客户端才能执行此操作。");

    public static readonly Problem ServedIt = new(
        "whistle.served-it", 403, "Whoever served the need does not say whether it is solved.",
        "提供服务的一方不能代表居民作答。");

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

    /// <summary>Every move with who, when and why.</summary>
    public IReadOnlyList<WhistleStep> Steps { get; private set; } = [];

    /// <summary>The clients through which those who served had accepted: they do not answer for it.</summary>
    public IReadOnlyList<string> ServedBy { get; private set; } = [];

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

    /// <summary>The sub-district has it in hand.</summary>
    public bool IsAbove => State is WhistleState.Escalated or WhistleState.Deferred;

    public bool Allows(WhistleMove move) => WhistleMoves.Allowed.ContainsKey((State, move));

    private void Move(WhistleMove move, string by, DateTimeOffset now, string? why = null, Proxy? proxy = null)
    {
        if (!WhistleMoves.Allowed.TryGetValue((State, move), out var state))
            throw new BrokenRule(IllegalMove);
        State = state;
        Steps = [.. Steps, new(state, now, by, why, proxy)];
        if (!Allows(WhistleMove.Pause))
            Pause = null;
    }
}
