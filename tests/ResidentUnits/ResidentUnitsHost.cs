using System.Net.Http.Json;
using System.Text;
using FiveSocieties.Events;
using FiveSocieties.ResidentUnits;
using FiveSocieties.Tests.TestKit;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.ResidentUnits;

/// <summary>The service of units and residents, and how its given states come about.</summary>
public sealed class ResidentUnitsHost : ServiceHost<ResidentUnitsDb>
{
    public const string CreditCode = "91350100M000100Y43";

    private static readonly string CodeSigns = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private int codes;

    /// <summary>A partner that keeps units and residents and answers for the units.</summary>
    public HttpClient Partner => Client(
        "units.read units.write residents.read residents.write points.read points.write "
        + "engagements.read engagements.write");

    public static object Helper(string phone = "13700137000") => new
    {
        name = "Wu Jianguo",
        phone,
        skills = new[] { new { code = "repair", level = 4 } },
        place = new { longitude = 104.06, latitude = 30.67 },
    };

    public static object Unit(string creditCode = CreditCode, params string[] communities) => new
    {
        creditCode,
        name = "Invented Property Company",
        contact = new { name = "Qian Duoduo", phone = "13500135000" },
        place = new { longitude = 104.06, latitude = 30.67 },
        communities,
    };

    public static object Resident(
        object? basis = null, string? identityNumber = null, string phone = "13600136000") => new
        {
            name = "Zhao Guilan",
            phone,
            address = "Lane 3, house 12, door 501",
            basis = basis ?? new { kind = "Consent" },
            identityNumber,
        };

    public async Task<Guid> AUnit() => (await Partner.PostAsJsonAsync(
        "/api/v1/units", new { community = Community, unit = Unit(ANewCreditCode()) }).Body())
        .GetProperty("id").GetGuid();

    public async Task<Guid> AServicePerson(Guid unit) => (await Partner.PostAsJsonAsync(
        $"/api/v1/units/{unit}/service-people", new { helper = Helper() }).Body()).GetProperty("id").GetGuid();

    public async Task<Guid> AResident(string phone = "13600136000") => (await Partner.PostAsJsonAsync(
        "/api/v1/residents", new { community = Community, resident = Resident(phone: phone) }).Body())
        .GetProperty("id").GetGuid();

    /// <summary>Accounts of helpers, credited as a closed round would.</summary>
    public Task<Guid[]> Accounts(params long[] credits) => Look(async (ResidentUnitsDb db) =>
    {
        var issuance = await db.Accounts.SingleOrDefaultAsync(
                x => x.Community == Community && x.Kind == AccountKind.Issuance)
            ?? db.Add(PointsAccount.OfIssuance(Community)).Entity;
        var accounts = Array.ConvertAll(credits, credit =>
        {
            var account = PointsAccount.OfHelper(Community, Society.Volunteers, Guid.CreateVersion7());
            db.Add(account);
            if (credit > 0)
                db.Add(Transfer.Book(issuance, account, credit, new("given", Guid.CreateVersion7()), db.Now));
            return account.Id;
        });
        await db.SaveChangesAsync();
        return accounts;
    });

    public EngagementFinished AContribution(
        Guid? whistleId = null,
        Society society = Society.Volunteers,
        int minutes = 60,
        int round = 1,
        Guid? helper = null) => new(
            Guid.CreateVersion7(), whistleId ?? Guid.CreateVersion7(), round, society,
            helper ?? Guid.CreateVersion7(), minutes, Evidence.CheckInOut);

    /// <summary>Everything that the database's files hold, byte for byte.</summary>
    public string Files() => string.Concat(Directory.GetFiles(Folder, "resident-units.db*")
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
        .Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }));

    /// <summary>Valid by its check character, and invented.</summary>
    public string ANewCreditCode()
    {
        var body = $"91510104MA{Interlocked.Increment(ref codes):0000000}";
        var (sum, weight) = (0, 1);
        foreach (var sign in body)
        {
            sum += CodeSigns.IndexOf(sign) * weight;
            weight = weight * 3 % 31;
        }
        return body + CodeSigns[(31 - sum % 31) % 31];
    }
}
