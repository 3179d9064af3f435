using FiveSocieties.Events;
using FiveSocieties.ResidentUnits;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Tests.ResidentUnits;

/// <summary>The points bank, without a host.</summary>
public sealed class LedgerTests
{
    private const string Community = "510104001001";

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_booked_all_balances_add_up_to_nothing(int seed)
    {
        var random = new Random(seed);
        PointsAccount[] accounts =
        [
            PointsAccount.OfIssuance(Community),
            .. Enumerable.Range(0, 9)
                .Select(_ => PointsAccount.OfHelper(Community, Society.Volunteers, Guid.CreateVersion7())),
        ];
        var booked = 0L;

        for (var i = 0; i < 5_000; i++)
        {
            var (from, to) = (accounts[random.Next(10)], accounts[random.Next(10)]);
            var before = (from.Balance, to.Balance);
            var refused = Record.Exception(() => Book(from, to, random.Next(-2, 40))) is BrokenRule;

            booked += refused ? 0 : 1;
            Assert.True(!refused || before == (from.Balance, to.Balance));
            Assert.Equal(0, accounts.Sum(account => account.Balance));
            Assert.All(accounts[1..], account => Assert.True(account.Balance >= 0));
        }

        Assert.InRange(booked, 500, 4_999);
    }

    [Fact]
    public void Only_issuance_goes_below_nothing()
    {
        var (issuance, helper) = (PointsAccount.OfIssuance(Community),
            PointsAccount.OfHelper(Community, Society.Volunteers, Guid.CreateVersion7()));

        Book(issuance, helper, 10);

        Assert.Equal((-10, 10), (issuance.Balance, helper.Balance));
        Assert.Equal(PointsAccount.TooLow, Assert.Throws<BrokenRule>(() => Book(helper, issuance, 11)).Problem);
    }

    [Fact]
    public void Points_stay_in_their_community_and_come_from_somebody_else()
    {
        var issuance = PointsAccount.OfIssuance(Community);
        var elsewhere = PointsAccount.OfHelper("510104001002", Society.Volunteers, Guid.CreateVersion7());

        Assert.Equal(Transfer.NoTransfer, Assert.Throws<BrokenRule>(() => Book(issuance, elsewhere, 1)).Problem);
        Assert.Equal(Transfer.NoTransfer, Assert.Throws<BrokenRule>(() => Book(issuance, issuance, 1)).Problem);
    }

    [Fact]
    public void What_is_reserved_is_not_free_and_has_not_moved()
    {
        var (issuance, helper, unit) = Three(credit: 10);

        var held = Reservation.Hold(helper, unit, 7, "partner", Now, TimeSpan.FromDays(1));

        Assert.Equal((10, 7, 0), (helper.Balance, helper.Reserved, unit.Balance));
        Assert.Equal(PointsAccount.TooLow, Assert.Throws<BrokenRule>(() => Book(helper, issuance, 4)).Problem);
        Assert.Equal(PointsAccount.TooLow, Assert.Throws<BrokenRule>(
            () => Reservation.Hold(helper, unit, 4, "partner", Now, TimeSpan.FromDays(1))).Problem);
        var transfer = held.Commit(helper, unit, "shop", Now.AddHours(1));
        Assert.Equal((3, 0, 7), (helper.Balance, helper.Reserved, unit.Balance));
        Assert.Equal((held.Id, held.Id, "redemption", "shop"), (transfer.Id, transfer.Cause, transfer.Rule, transfer.By));
    }

    [Theory]
    [InlineData(ReservationMove.Commit)]
    [InlineData(ReservationMove.Void)]
    [InlineData(ReservationMove.Expire)]
    public void A_reservation_ends_once(ReservationMove first)
    {
        foreach (var second in Enum.GetValues<ReservationMove>())
        {
            var (_, helper, unit) = Three(credit: 10);
            var held = Reservation.Hold(helper, unit, 7, "partner", Now, TimeSpan.FromDays(1));
            Move(held, first, helper, unit);
            var before = (held.State, held.EndedAt, helper.Balance, helper.Reserved, unit.Balance);

            var problem = Assert.Throws<BrokenRule>(() => Move(held, second, helper, unit)).Problem;

            Assert.Equal(first == ReservationMove.Expire ? Reservation.TooLate : Reservation.IllegalMove, problem);
            Assert.Equal(before, (held.State, held.EndedAt, helper.Balance, helper.Reserved, unit.Balance));
        }
    }

    [Fact]
    public void Nothing_is_handed_out_once_the_time_is_over()
    {
        var (_, helper, unit) = Three(credit: 10);
        var held = Reservation.Hold(helper, unit, 7, "partner", Now, TimeSpan.FromDays(1));

        Assert.Equal(Reservation.TooLate, Assert.Throws<BrokenRule>(
            () => held.Commit(helper, unit, "shop", Now.AddDays(1))).Problem);
        Assert.Equal((ReservationState.Held, 7), (held.State, helper.Reserved));
    }

    [Fact]
    public void A_round_keeps_its_first_code_and_each_engagement_once()
    {
        var round = new ServedRound { Community = Community, WhistleId = Guid.CreateVersion7(), Round = 1 };
        var finished = new EngagementFinished(
            Guid.CreateVersion7(), round.WhistleId, 1, Society.Volunteers, Guid.CreateVersion7(), 30,
            Evidence.CheckInOut);

        round.Remember(finished);
        round.Remember(finished);
        round.Close(ClosingCode.Silence);
        round.Close(ClosingCode.Solved);

        Assert.Single(round.Contributions);
        Assert.Equal(ClosingCode.Silence, round.Code);
    }

    private static (PointsAccount Issuance, PointsAccount Helper, PointsAccount Unit) Three(long credit)
    {
        var accounts = (PointsAccount.OfIssuance(Community),
            PointsAccount.OfHelper(Community, Society.Volunteers, Guid.CreateVersion7()),
            PointsAccount.OfUnit(Community, Guid.CreateVersion7()));
        Book(accounts.Item1, accounts.Item2, credit);
        return accounts;
    }

    private static void Move(Reservation held, ReservationMove move, PointsAccount helper, PointsAccount unit)
    {
        if (move == ReservationMove.Commit)
            held.Commit(helper, unit, "shop", Now);
        else if (move == ReservationMove.Void)
            held.Void(helper, "shop", Now);
        else
            held.Expire(helper, Now);
    }

    private static Transfer Book(PointsAccount from, PointsAccount to, long amount) =>
        Transfer.Book(from, to, amount, new("test", Guid.CreateVersion7()), Now);
}
