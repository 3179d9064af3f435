using FiveSocieties.Events;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>Whom a linkage asks: how many of its lines are filled, and who is invited for the rest.</summary>
public sealed partial class Linkage
{
    public int Accepted(LinkageLine line) => Invitations.Count(x => x.LineId == line.LineId && x.IsAccepted);

    public int Finished(LinkageLine line) => Invitations.Count(x => x.LineId == line.LineId && x.HasFinished);

    public int Outstanding(LinkageLine line) => Invitations.Count(x => x.LineId == line.LineId && x.IsOutstanding);

    /// <summary>Helpers still wanted.</summary>
    public int Wanted(LinkageLine line) => Math.Max(0, line.Quantity - Accepted(line));

    /// <summary>Helpers looked for now: in service only as many as a required line needs to be served.</summary>
    public int Sought(LinkageLine line) => State != LinkageState.InService ? Wanted(line)
        : line.Required ? Math.Max(0, line.Minimum - Accepted(line)) : 0;

    /// <summary>The lines for which more may be asked, required ones first, and how many.</summary>
    public IReadOnlyList<(LinkageLine Line, int Room)> Asks(LinkageOptions options, DateTimeOffset now) =>
    [
        .. from line in Lines
           let room = Sought(line) * options.Of(Urgency).Factor - Outstanding(line)
           where IsLooking && room > 0 && SlotsLeft(line, options, now).Count > 0
           orderby line.Required descending
           select (line, room),
    ];

    /// <summary>The line's slots that are not over when somebody can be asked.</summary>
    public IReadOnlyList<Slot> SlotsLeft(LinkageLine line, LinkageOptions options, DateTimeOffset now)
    {
        var askAt = options.HoursOf(Urgency).Next(now);
        return [.. line.Slots.Where(slot => slot.Ends > askAt)];
    }

    /// <summary>Invites somebody; at night a general need waits for the morning.</summary>
    public Invitation Invite(Choice choice, string decidedBy, LinkageOptions options, DateTimeOffset now)
    {
        var hours = options.HoursOf(Urgency);
        var askAt = hours.Next(now);
        var answerBy = hours.After(askAt, options.Of(Urgency).AnswerWithin);
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(),
            WhistleId = WhistleId,
            LineId = choice.LineId,
            Society = choice.Society,
            ResourceId = choice.ResourceId,
            Skill = Lines.Single(line => line.LineId == choice.LineId).Skill,
            Slot = choice.Slot,
            AskedAt = askAt,
            AnswerBy = answerBy < choice.Slot.Ends ? answerBy : choice.Slot.Ends,
            DecidedBy = decidedBy,
            Reasons = choice.Reasons,
        };
        Invitations.Add(invitation);
        Proposals.RemoveAll(x => x.ResourceId == choice.ResourceId);
        Move(LinkageMove.Invite);
        return invitation;
    }

    /// <summary>Invites whoever offered, if somebody is looked for and they were not asked before.</summary>
    /// <param name="offer">Who, for what and when.</param>
    /// <param name="excluded">Whoever was asked in any round.</param>
    /// <param name="options">Policy and clocks.</param>
    /// <param name="now">The time.</param>
    public Invitation? TakeOffer(Choice offer, Exclusions excluded, LinkageOptions options, DateTimeOffset now)
    {
        var line = Lines.SingleOrDefault(x => x.LineId == offer.LineId);
        var isWanted = IsLooking && line is not null && Sought(line) > 0 && SlotsLeft(line, options, now).Contains(offer.Slot)
            && !excluded.Excludes(offer.ResourceId, offer.Slot)
            && !Invitations.Exists(x => x.ResourceId == offer.ResourceId && x.Excludes(offer.Slot));
        return isWanted ? Invite(offer, "offer", options, now) : null;
    }

    /// <summary>Invites by policy whom Matching advised, each person once.</summary>
    public IReadOnlyList<Invitation> InviteFound(
        IEnumerable<Found> found, LinkageOptions options, DateTimeOffset now)
    {
        Remember(found);
        var room = Asks(options, now).ToDictionary(x => x.Line.LineId, x => x.Room);
        var taken = new HashSet<Guid>();
        return
        [
            .. from line in found
               from choice in line.Choices.Where(x => taken.Add(x.ResourceId))
                   .Take(room.GetValueOrDefault(line.LineId)).ToList()
               select Invite(choice, options.Policy.Version, options, now),
        ];
    }

    /// <summary>Puts what a round advised before the linker, in place of what was not confirmed; who is still advised
    /// for the same keeps the proposal's id.</summary>
    public void Propose(IEnumerable<Found> found, string policyVersion)
    {
        Remember(found);
        var choices = found.SelectMany(line => line.Choices).ToList();
        Proposals.RemoveAll(x => !choices.Exists(choice => IsSame(x, choice)));
        Proposals.AddRange(choices.Where(choice => !Proposals.Exists(x => IsSame(x, choice)))
            .Select(choice => Proposal.Of(choice, policyVersion)));
    }

    /// <summary>The linker confirms: invites as many as their lines still want. What is confirmed, and whom it invites.
    /// </summary>
    public IReadOnlyList<(Proposal Proposal, Invitation Invitation)> Confirm(
        IReadOnlyCollection<Guid> proposalIds, LinkageOptions options, DateTimeOffset now)
    {
        if (!IsLooking)
            throw new BrokenRule(IllegalMove);
        List<(Proposal, Invitation)> invited = [];
        foreach (var proposal in Proposals.Where(x => proposalIds.Contains(x.Id)).OrderBy(x => x.Id).ToList())
        {
            Proposals.Remove(proposal);
            if (Asks(options, now).Any(x => x.Line.LineId == proposal.LineId)
                && proposal.Slot.Ends > options.HoursOf(Urgency).Next(now))
                invited.Add((proposal, Invite(proposal.ToChoice(), "linker", options, now)));
        }

        return invited;
    }

    /// <summary>The proposal by this id.</summary>
    /// <exception cref="BrokenRule">It is not there any more.</exception>
    public Proposal Proposed(Guid proposalId) =>
        Proposals.Find(x => x.Id == proposalId) ?? throw new BrokenRule(Proposal.Gone);

    /// <summary>The linker wants nobody instead; the next round looks for somebody else.</summary>
    public Proposal Refuse(Guid proposalId, DateTimeOffset now)
    {
        var proposal = Proposed(proposalId);
        Proposals.Remove(proposal);
        LookOn(now);
        return proposal;
    }

    /// <summary>The linker invites somebody else; nobody when the time is none that can be asked for.</summary>
    public Invitation? Change(Guid proposalId, Choice instead, LinkageOptions options, DateTimeOffset now)
    {
        var proposal = Proposed(proposalId);
        if (!IsLooking || Asks(options, now).All(x => x.Line.LineId != proposal.LineId))
            throw new BrokenRule(IllegalMove);
        if (!SlotsLeft(Lines.Single(line => line.LineId == proposal.LineId), options, now).Contains(instead.Slot))
            return null;
        Proposals.Remove(proposal);
        return Invite(instead, "linker", options, now);
    }

    /// <summary>
    /// The whistle was blown again: the new round asks afresh, and keeps the helpers who have accepted and whose line
    /// is still wanted; the others are thanked.
    /// </summary>
    public IReadOnlyList<object> TakeOver(Linkage earlier, DateTimeOffset now)
    {
        var gone = earlier.Invitations.Where(x => x.IsOutstanding
            || (x.IsOnTheWay && Lines.All(line => line.LineId != x.LineId)));
        List<object> told = [.. Withdraw(gone, "surplus", now)];
        if (LinkageMoves.Table.TryGetValue((earlier.State, LinkageMove.FallShort), out var over))
            (earlier.State, earlier.FellShortAt) = (over, now);
        earlier.StopLooking();
        foreach (var kept in earlier.Invitations.Where(x => x.IsAccepted && !x.HasFinished
            && Lines.Any(line => line.LineId == x.LineId)).ToList())
        {
            earlier.Invitations.Remove(kept);
            Invitations.Add(kept);
            Move(LinkageMove.Invite);
        }

        told.AddRange(Advance(now));
        if (!IsLooking)
            StopLooking();
        return told;
    }

    /// <summary>
    /// The owner counts this helper for another round, and the owner's row decides: this one looks for somebody else.
    /// </summary>
    public IReadOnlyList<object> HandOver(Guid invitationId, Linkage to, DateTimeOffset now)
    {
        var invitation = Invitations.Single(x => x.Id == invitationId);
        Invitations.Remove(invitation);
        to.Invitations.Add(invitation);
        to.Move(LinkageMove.Invite);
        var told = Advance(now);
        LookOn(now);
        return told;
    }

    private static bool IsSame(Proposal proposal, Choice choice) =>
        (proposal.LineId, proposal.Society, proposal.ResourceId, proposal.Slot)
        == (choice.LineId, choice.Society, choice.ResourceId, choice.Slot);

    private void Remember(IEnumerable<Found> found) => Lines =
    [
        .. Lines.Select(line => found.FirstOrDefault(x => x.LineId == line.LineId) is { } about
            ? line with { Lacks = about.Lacks }
            : line),
    ];

    private int Proposed(LinkageLine line) => Proposals.Count(x => x.LineId == line.LineId);
}
