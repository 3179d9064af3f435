using FiveSocieties.ResidentUnits;

namespace FiveSocieties.Tests.ResidentUnits;

/// <summary>What a partner may do with the bank.</summary>
public enum Wish
{
    Reserve,
    Spend,
    Commit,
    Void,

    /// <summary>Lets eight days pass.</summary>
    Wait,
}

/// <summary>How often and with what a wish is said.</summary>
public enum Said
{
    Plainly,
    WithAKey,
    TwiceWithOneKey,
}

/// <summary>One step: accounts, units and ids are numbers in a short list, so that they meet.</summary>
public sealed record Deed(Wish Wish, int Account, int Unit, int Amount, int Id, Said Said);

/// <summary>The bank in a few lines: what each deed must be answered, and what is left in the end.</summary>
public sealed class LedgerModel(long[] credits)
{
    public long[] Balances { get; } = [.. credits];

    public long[] Taken { get; } = new long[2];

    public Dictionary<int, (Deed Deed, ReservationState State)> Reservations { get; } = [];

    public long Reserved(int account) => Reservations.Values
        .Where(x => x.Deed.Account == account && x.State == ReservationState.Held).Sum(x => (long)x.Deed.Amount);

    /// <summary>Status, and state or code.</summary>
    public string Answer(Deed deed) => deed.Wish switch
    {
        Wish.Reserve => Reserve(deed),
        Wish.Spend => Spend(deed),
        Wish.Commit => End(deed.Id, ReservationState.Committed),
        Wish.Void => End(deed.Id, ReservationState.Voided),
        _ => Wait(),
    };

    private string Reserve(Deed deed)
    {
        if (deed.Amount == 0)
            return "422 request.out-of-range";
        if (Reservations.TryGetValue(deed.Id, out var known))
            return AreSame(known.Deed, deed) ? $"201 {known.State}" : "409 request.exists";
        if (Balances[deed.Account] - Reserved(deed.Account) < deed.Amount)
            return "409 points.balance-too-low";
        Reservations[deed.Id] = (deed, ReservationState.Held);
        return "201 Held";
    }

    private string Spend(Deed deed)
    {
        if (deed.Amount == 0)
            return "422 request.out-of-range";
        if (Reservations.TryGetValue(deed.Id, out var known))
            return AreSame(known.Deed, deed) && known.State == ReservationState.Committed
                ? "201 redemption"
                : "409 request.exists";
        if (Balances[deed.Account] - Reserved(deed.Account) < deed.Amount)
            return "409 points.balance-too-low";
        Reservations[deed.Id] = (deed, ReservationState.Committed);
        Move(deed);
        return "201 redemption";
    }

    private string End(int id, ReservationState end)
    {
        if (!Reservations.TryGetValue(id, out var known))
            return "404 request.not-found";
        if (known.State == end)
            return $"200 {end}";
        if (known.State == ReservationState.Expired)
            return "409 points.reservation-expired";
        if (known.State != ReservationState.Held)
            return "409 points.reservation-ended";
        Reservations[id] = (known.Deed, end);
        if (end == ReservationState.Committed)
            Move(known.Deed);
        return $"200 {end}";
    }

    private string Wait()
    {
        foreach (var (id, known) in Reservations.Where(x => x.Value.State == ReservationState.Held).ToList())
            Reservations[id] = (known.Deed, ReservationState.Expired);
        return "waited";
    }

    private void Move(Deed deed)
    {
        Balances[deed.Account] -= deed.Amount;
        Taken[deed.Unit] += deed.Amount;
    }

    private static bool AreSame(Deed one, Deed other) =>
        (one.Account, one.Unit, one.Amount) == (other.Account, other.Unit, other.Amount);
}
