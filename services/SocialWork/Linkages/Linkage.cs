using FiveSocieties.Events;
using FiveSocieties.Messaging;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>
/// The coordinated answer of N parties to one round of a whistle: 1+1+N, one centre, one linker, N parties. What its
/// methods return is to be told.
/// </summary>
public sealed partial class Linkage : IAggregate
{
    public static readonly Problem IllegalMove = new(
        "linkage.illegal-move", 409, "The linkage is not in a state for this.", "联动当前状态不允许此操作。");

    private Linkage()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <inheritdoc/>
    public string Community { get; private init; } = "";

    /// <inheritdoc/>
    public long Version { get; set; }

    /// <summary>First nine digits of the community's code: the area of a round.</summary>
    public string Subdistrict { get; private init; } = "";

    public Guid WhistleId { get; private init; }

    public int Round { get; private init; }

    public Guid MicroGridId { get; private init; }

    public Urgency Urgency { get; private init; }

    /// <summary>Matched in rounds and confirmed by the linker; else matched at once by policy.</summary>
    public bool InRounds { get; private init; }

    public LinkageState State { get; private set; }

    /// <summary>The community's service centre, once known.</summary>
    public Guid? CentreId { get; private set; }

    /// <summary>The social worker who holds it together; null while nobody is free.</summary>
    public Guid? LinkerId { get; private set; }

    public IReadOnlyList<LinkageLine> Lines { get; private set; } = [];

    public List<Invitation> Invitations { get; } = [];

    public List<Proposal> Proposals { get; } = [];

    public DateTimeOffset OpenedAt { get; private init; }

    public DateTimeOffset? FormedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? ServedAt { get; private set; }

    public DateTimeOffset? FellShortAt { get; private set; }

    /// <summary>How the whistle's round ended.</summary>
    public ClosingCode? Code { get; private set; }

    /// <summary>The trace in which the whistle was blown: what is done later belongs to it.</summary>
    public string? TraceParent { get; private init; }

    /// <summary>Minutes of help, all helpers together.</summary>
    public int Minutes => Invitations.Sum(x => x.Minutes ?? 0);

    /// <summary>Looks for help; in service only for whom somebody must replace.</summary>
    public bool IsLooking => Code is null && PausedAt is null
        && (State is LinkageState.Open or LinkageState.Inviting or LinkageState.Formed
            || (State == LinkageState.InService && Lines.Any(IsShort)));

    /// <summary>A new linkage; when no line is required, every line is.</summary>
    public static Linkage Open(
        string community,
        Guid whistleId,
        int round,
        Guid microGridId,
        Urgency urgency,
        IReadOnlyList<LinkageLine> lines,
        DateTimeOffset now,
        string? traceParent = null,
        Circle from = Circle.FiveMinutes) => new()
        {
            Community = community,
            Subdistrict = SubdistrictOf(community),
            WhistleId = whistleId,
            Round = round,
            MicroGridId = microGridId,
            Urgency = urgency,
            InRounds = LinkageOptions.InRounds(urgency),
            Lines = lines.Any(line => line.Required) ? lines : [.. lines.Select(line => line with { Required = true })],
            OpenedAt = now,
            Circle = from,
            CircleSince = now,
            NextLookAt = now,
            TraceParent = traceParent,
        };

    public static string SubdistrictOf(string community) => community[..9];

    /// <summary>This social worker holds it from now on.</summary>
    public void Take(Guid? linkerId) => LinkerId ??= linkerId;

    /// <summary>What the owner of the invited did. Safe twice, late and out of order.</summary>
    /// <param name="invitationId">Which invitation.</param>
    /// <param name="move">What was done.</param>
    /// <param name="at">When, by the owner's clock.</param>
    /// <param name="now">When it is heard.</param>
    /// <param name="minutes">Minutes of service, for a finish.</param>
    /// <param name="client">The client through which it was accepted, for a finish.</param>
    /// <param name="reason">Why not, for a decline.</param>
    public IReadOnlyList<object> Hear(
        Guid invitationId,
        InvitationMove move,
        DateTimeOffset at,
        DateTimeOffset now,
        int minutes = 0,
        string? client = null,
        DeclineReason? reason = null)
    {
        if (!Invitations.Single(x => x.Id == invitationId).Move(move, at, minutes, client, reason))
            return [];
        if (move == InvitationMove.Miss)
            CircleSince = now;
        List<object> told = [.. WithdrawSurplus(now), .. Advance(now)];
        LookOn(now);
        return told;
    }

    private void Move(LinkageMove move)
    {
        if (LinkageMoves.Table.TryGetValue((State, move), out var to))
            State = to;
    }

    private List<object> WithdrawSurplus(DateTimeOffset now)
    {
        var full = Lines.Where(line => Wanted(line) == 0).Select(line => line.LineId).ToHashSet();
        Proposals.RemoveAll(x => full.Contains(x.LineId));
        return Withdraw(Invitations.Where(x => x.IsOutstanding && full.Contains(x.LineId)), "surplus", now);
    }

    private List<object> Withdraw(IEnumerable<Invitation> invitations, string reason, DateTimeOffset now) =>
    [
        .. invitations.ToList()
            .Where(x => x.Move(InvitationMove.Withdraw, now))
            .Select(x => new InvitationWithdrawn(x.Id, WhistleId, x.Society, x.ResourceId, reason)),
    ];

    /// <summary>Makes every move of the whole that its invitations allow by now.</summary>
    private List<object> Advance(DateTimeOffset now)
    {
        List<object> told = [];
        var accepted = Invitations.Where(x => x.IsAccepted).ToList();
        if (State == LinkageState.Inviting && !Lines.Any(IsShort))
        {
            Move(LinkageMove.Form);
            FormedAt = now;
            told.Add(new LinkageFormed(Id, WhistleId, Round, [.. accepted.Select(x => x.Society).Distinct().Order()]));
        }

        if (State == LinkageState.Formed && accepted.Exists(x => x.HasStarted))
        {
            Move(LinkageMove.Start);
            StartedAt = now;
            told.Add(new LinkageStarted(Id, WhistleId, Round));
        }

        if (State == LinkageState.InService && accepted.TrueForAll(x => x.HasFinished)
            && Lines.All(line => !line.Required || Finished(line) >= line.Minimum))
        {
            Move(LinkageMove.Serve);
            ServedAt = now;
            told.AddRange(Withdraw(Invitations.Where(x => x.IsOutstanding), "surplus", now));
            told.Add(new LinkageServed(
                Id, WhistleId, Round, Minutes,
                [.. Invitations.Where(x => x.HasFinished).Select(x => x.Client).OfType<string>().Distinct().Order()]));
        }

        return told;
    }
}
