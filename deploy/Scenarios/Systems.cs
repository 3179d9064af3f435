using System.Text.Json;
using FiveSocieties.Scenarios.Day;

namespace FiveSocieties.Scenarios;

/// <summary>
/// The systems of the partners in one community, each with a client of its own that may do what that partner does and no
/// more. Made through the platform's own interface.
/// </summary>
public sealed class Systems
{
    public const string Staff = "staff";
    public const string MiniProgram = "mini-program";
    public const string SubDistrict = "sub-district";
    public const string Agency = "agency";
    public const string BranchApp = "branch-app";
    public const string VolunteerPlatform = "volunteer-platform";
    public const string UnitsPortal = "units-portal";

    /// <summary>The district's own eyes: reads everything, changes nothing.</summary>
    public const string District = "district";

    private static readonly Grant[] Grants =
    [
        new(Staff, "社区工作系统", "Community",
            [.. Both("communities", "whistles", "residents", "engagements"), "stories.read"], [], ["staff"]),
        new(MiniProgram, "居民小程序", "Other", Both("whistles"), [], []),
        new(SubDistrict, "街道系统", "SubDistrict", [.. Both("whistles"), "stories.read"], [], ["sub-district"]),
        new(Agency, "社工机构个案系统", "SocialWork",
            Both("agencies", "social-workers", "linkages", "engagements", "whistles"), ["SocialWork"], ["linker"]),
        new(BranchApp, "党员报到小程序", "PartyBranches",
            Both("branches", "members", "posts", "engagements"), ["PartyBranches"], ["branch"]),
        new(VolunteerPlatform, "志愿服务平台", "Volunteers",
            Both("volunteers", "engagements"), ["Volunteers"], []),
        new(UnitsPortal, "驻区单位平台", "ResidentUnits",
            Both("units", "engagements", "whistles"), ["ResidentUnits"], ["contact"]),
        new(District, "区级分析系统", "Other",
            [
                "whistles.read", "stories.read", "points.read", "indicators.read", "linkages.read", "engagements.read",
                "resources.read",
            ],
            [], []),
    ];

    /// <summary>Which system looks after a path of the community's file.</summary>
    private static readonly Dictionary<string, string> Loaders = new()
    {
        ["agencies"] = Agency,
        ["social-workers"] = Agency,
        ["branches"] = BranchApp,
        ["members"] = BranchApp,
        ["volunteers"] = VolunteerPlatform,
        ["units"] = UnitsPortal,
    };

    private readonly Dictionary<string, Partner> partners;

    private Systems(Dictionary<string, Partner> partners) => this.partners = partners;

    public Partner this[string name] => partners[name];

    /// <summary>Where the people of a society answer: the noun of the path, and the system.</summary>
    public static IReadOnlyList<(string Noun, string System)> Societies { get; } =
    [
        ("members", BranchApp), ("volunteers", VolunteerPlatform), ("units", UnitsPortal), ("social-workers", Agency),
    ];

    /// <summary>Who makes the calls to a path such as <c>/api/v1/units/…/service-people</c>.</summary>
    public Partner LoaderOf(string path) => this[Loaders.GetValueOrDefault(path.Split('/')[3], Staff)];

    /// <summary>The systems of a run; those that it has no client for yet are made.</summary>
    /// <param name="gateway">Where the platform is.</param>
    /// <param name="maker">Makes organisations and clients.</param>
    /// <param name="run">Keeps the clients.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<Systems> Of(HttpClient gateway, Partner maker, Run run, CancellationToken cancel)
    {
        foreach (var grant in Grants.Where(grant => !run.Systems.ContainsKey(grant.Name)))
        {
            var organisation = await Made(maker, "/api/v1/organisations",
                new { name = grant.Title, kind = grant.Kind, communities = (string[])[run.Community] }, cancel);
            var issued = await Made(maker, $"/api/v1/organisations/{organisation.GetProperty("id").GetString()}/clients",
                new
                {
                    displayName = grant.Title,
                    scopes = grant.Scopes,
                    communities = (string[])[run.Community],
                    societies = grant.Societies,
                    roles = grant.Roles,
                }, cancel);
            run.Note(() => run.Systems[grant.Name] = new(
                issued.GetProperty("client").GetProperty("clientId").GetString()!,
                issued.GetProperty("clientSecret").GetString()!));
        }

        return new(run.Systems.ToDictionary(
            system => system.Key,
            system => new Partner(gateway, system.Value.Id, system.Value.Secret, maker.Time)));
    }

    private static string[] Both(params string[] nouns) =>
        [.. nouns.SelectMany(noun => new[] { $"{noun}.read", $"{noun}.write" })];

    private static async Task<JsonElement> Made(Partner maker, string path, object body, CancellationToken cancel)
    {
        var answer = await maker.Post(path, JsonSerializer.SerializeToElement(body), cancel);
        return answer.IsDone ? answer.Body
            : throw new InvalidOperationException($"{path} answered {answer.Status} {answer.Body}");
    }

    private sealed record Grant(
        string Name, string Title, string Kind, string[] Scopes, string[] Societies, string[] Roles);
}
