using FiveSocieties.Events;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>
/// What a linkage does when its whistle is paused, handed up, given up or closed, and when its linker thinks again.
/// </summary>
public sealed partial class Linkage
{
    /// <summary>Since when nobody is asked; null while it goes on.</summary>
    public DateTimeOffset? PausedAt { get; private set; }

    /// <summary>
    /// Nobody is looked for. Whoever has not answered is thanked, so that no time to answer runs; they may be asked
    /// again. Who has accepted keeps the engagement.
    /// </summary>
    public IReadOnlyList<object> Pause(DateTimeOffset now)
    {
        if (PausedAt is not null || Code is not null)
            return [];
        PausedAt = now;
        StopLooking();
        return Withdraw(Invitations.Where(x => x.IsOutstanding), "paused", now);
    }

    /// <summary>Looks on where it stopped: the circle lasts as much longer.</summary>
    public void Resume(DateTimeOffset now)
    {
        if (PausedAt is not { } since)
            return;
        CircleSince += now - since;
        PausedAt = null;
        if (IsLooking && Lines.Any(line => Sought(line) > 0))
            NextLookAt = now;
    }

    /// <summary>The linker takes an invitation back: somebody else is looked for, and not the same again.</summary>
    public IReadOnlyList<object> TakeBack(Guid invitationId, string reason, DateTimeOffset now)
    {
        var invitation = Invitations.Single(x => x.Id == invitationId);
        invitation.TakeBack(reason, now);
        List<object> told =
        [
            new InvitationWithdrawn(invitation.Id, WhistleId, invitation.Society, invitation.ResourceId, "linker"),
            .. Advance(now),
        ];
        LookOn(now);
        return told;
    }

    /// <summary>The sub-district has it: nobody further is asked; who has accepted waits for what it decides.</summary>
    public IReadOnlyList<object> HandUp(DateTimeOffset now)
    {
        if (LinkageMoves.Table.ContainsKey((State, LinkageMove.FallShort)))
            FellShortAt = now;
        Move(LinkageMove.FallShort);
        StopLooking();
        return Withdraw(Invitations.Where(x => x.IsOutstanding), "escalated", now);
    }

    /// <summary>Nothing more is done in this round: whoever is asked or on the way is thanked.</summary>
    public IReadOnlyList<object> Release(string reason, DateTimeOffset now)
    {
        Move(LinkageMove.Withdraw);
        StopLooking();
        return Withdraw(Invitations.Where(x => x.IsOutstanding || x.IsOnTheWay), reason, now);
    }

    /// <summary>The whistle's round is closed: whoever has not answered, or not begun, need not.</summary>
    public IReadOnlyList<object> Close(ClosingCode code, DateTimeOffset now)
    {
        Code = code;
        if (code is ClosingCode.NoLongerNeeded or ClosingCode.CouldNotBeSolved)
            Move(LinkageMove.Withdraw);
        StopLooking();
        return Withdraw(
            Invitations.Where(x => x.IsOutstanding || x.IsOnTheWay),
            code == ClosingCode.NoLongerNeeded ? "whistle-withdrawn" : "whistle-closed", now);
    }
}
