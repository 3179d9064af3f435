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

    private static Transfer Book(PointsAccount from, PointsAccount to, long amount) =>
        Transfer.Book(from, to, amount, "test", Guid.CreateVersion7(), Guid.CreateVersion7(), Now);
}
