using System.Text.Json.Nodes;

namespace FiveSocieties.Scenarios;

/// <summary>Makes a community from a seed: the same seed makes the same file, letter by letter.</summary>
public sealed partial class CommunityMaker(CommunitySize size, int seed)
{
    private const int Members = 2000;
    private const int Organisations = 60;
    private const int Units = 50;

    private readonly Random random = new(seed);
    private readonly List<(string Post, List<JsonObject> Bodies)> calls = [];
    private int phones;
    private bool isNext = true;

    /// <summary>The file: each call on a line of its own, to be read and changed by people.</summary>
    public string Make()
    {
        Territory();
        SocialWork();
        UnitsAndTheirPeople();
        Party();
        Volunteers();
        Residents();
        Things();
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine(
            $$"""{"code": "{{size.Code}}", "name": "{{size.Name}}", "population": {{size.Population}}, "calls": [""");
        foreach (var (index, (post, bodies)) in calls.Index())
        {
            text.WriteLine($$"""{"post": "{{post}}", "bodies": [""");
            foreach (var (line, body) in bodies.Index())
                text.WriteLine($"  {body.ToJsonString(Names.Readable)}{(line < bodies.Count - 1 ? "," : "")}");
            text.WriteLine(index < calls.Count - 1 ? "]}," : "]}");
        }

        text.WriteLine("]}");
        return $"{text}";
    }

    /// <summary>The id of the n-th of its kind.</summary>
    private string Id(int n) => $"0197b{size.Make:000}-0000-7000-8000-{n:000000000000}";

    private void SocialWork()
    {
        foreach (var (index, name) in Names.Agencies.Index())
            Add("agencies", new()
            {
                ["id"] = Id(91 + index),
                ["name"] = name,
                ["creditCode"] = Names.CreditCode("52", size.Make, index),
                ["communities"] = new JsonArray(size.Code),
            });
        for (var n = 0; n < size.SocialWorkers; n++)
        {
            var worker = new JsonObject { ["id"] = Id(100 + n), ["community"] = size.Code, ["qualification"] = "social-worker", ["linkageCap"] = 15 };
            if (n % 5 < 4)
                worker["agencyId"] = Id(91 + (n % Names.Agencies.Length));
            worker["helper"] = Helper(Phone(), ["linking", .. Pick(["counselling", "case-work", "group-work", "visit"], 2)]);
            Add("social-workers", worker);
        }
    }

    private void UnitsAndTheirPeople()
    {
        foreach (var (index, unit) in Names.Units.Index())
            Add("units", new()
            {
                ["id"] = Id(Units + index),
                ["community"] = size.Code,
                ["unit"] = new JsonObject
                {
                    ["creditCode"] = Names.CreditCode("91", size.Make, index),
                    ["name"] = unit.Name,
                    ["contact"] = new JsonObject { ["name"] = Names.Person(random), ["phone"] = $"0288{size.Make:000}{index:0000}" },
                    ["place"] = Place(),
                },
            });
        foreach (var (index, unit) in Names.Units.Index())
            for (var n = 0; n < size.PeopleOfAUnit; n++)
            {
                var helper = Helper(Phone(), unit.Skills, better: 1);
                helper["loadCap"] = 20;
                Add($"units/{Id(Units + index)}/service-people", new() { ["id"] = Id(500 + (index * 20) + n), ["helper"] = helper });
            }
    }

    private void Party()
    {
        Add("branches", new() { ["id"] = Id(70), ["community"] = size.Code, ["kind"] = "Committee", ["name"] = $"{size.Name}党委" });
        Then();
        for (var n = 1; n <= size.Branches; n++)
            Add("branches", new()
            {
                ["id"] = Id(70 + n),
                ["community"] = size.Code,
                ["kind"] = "Branch",
                ["name"] = $"第{Names.Ordinals[n - 1]}党支部",
                ["parentId"] = Id(70),
            });
        foreach (var (index, unit) in Names.Units.Index())
            Add("branches", new()
            {
                ["id"] = Id(Organisations + index),
                ["community"] = size.Code,
                ["kind"] = "UnitOrganisation",
                ["name"] = $"{unit.Name}党支部",
                ["unitId"] = Id(Units + index),
            });

        for (var n = 0; n < size.Members; n++)
            Add("members", new()
            {
                ["id"] = Id(Members + n),
                ["community"] = size.Code,
                ["kind"] = "OwnBranch",
                ["branchId"] = Id(71 + (n % size.Branches)),
                ["helper"] = Helper(Phone(), TalentsOf(n)),
            });
        for (var n = 0; n < size.InService; n++)
            Add("members", new()
            {
                ["id"] = Id(Members + 1000 + n),
                ["community"] = size.Code,
                ["kind"] = "InService",
                ["organisationId"] = Id(Organisations + (n % Names.Units.Length)),
                ["helper"] = Helper(Phone(), Pick(Names.Units[n % Names.Units.Length].Skills, 2)),
            });
        foreach (var index in Enumerable.Range(0, size.InService > 0 ? Names.Units.Length : 0))
            Add($"branches/{Id(Organisations + index)}/report-in", new() { ["id"] = Id(80 + index) });
        for (var n = 0; n < size.InService; n++)
            Add($"branches/{Id(71 + (n % size.Branches))}/reports", new()
            {
                ["id"] = Id(Members + 2000 + n),
                ["memberId"] = Id(Members + 1000 + n),
            });
    }

    /// <summary>Every tenth volunteer is also a member: the same telephone number, so one human to Matching.</summary>
    private void Volunteers()
    {
        var members = calls.Single(x => x.Post.EndsWith("/members", StringComparison.Ordinal)).Bodies;
        for (var n = 0; n < size.Volunteers; n++)
        {
            var isMember = n % 10 == 9 && size.Talents is null;
            var helper = Helper(isMember ? $"{members[n]["helper"]!["phone"]}" : Phone(), TalentsOf(n));
            if (isMember)
                helper["name"] = $"{members[n]["helper"]!["name"]}";
            Add("volunteers", new() { ["id"] = Id(6000 + n), ["community"] = size.Code, ["helper"] = helper });
        }
    }

    private void Residents()
    {
        for (var n = 0; n < size.Residents; n++)
            Add("residents", new()
            {
                ["id"] = Id(7000 + n),
                ["community"] = size.Code,
                ["resident"] = new JsonObject
                {
                    ["name"] = Names.Person(random),
                    ["phone"] = Phone(),
                    ["address"] = $"{Names.Places[n % Names.Places.Length]}{1 + (n / 12 % 20)}栋{1 + (n % 4)}单元{101 + (n % 6 * 100)}",
                    ["basis"] = new JsonObject { ["kind"] = "Consent" },
                },
            });
    }

    private void Things()
    {
        foreach (var (index, unit) in Names.Units.Index())
            foreach (var (n, thing) in unit.Things.Index())
                Add($"units/{Id(Units + index)}/things", new()
                {
                    ["id"] = Id(900 + (index * 10) + n),
                    ["thing"] = new JsonObject
                    {
                        ["kind"] = thing.Kind,
                        ["code"] = thing.Code,
                        ["name"] = thing.Name,
                        ["size"] = thing.Size,
                        ["place"] = Place(),
                    },
                });
    }

    private JsonObject Helper(string phone, IReadOnlyList<string> skills, int better = 0) => new()
    {
        ["name"] = Names.Person(random),
        ["phone"] = phone,
        ["skills"] = new JsonArray([.. skills.Select(code => new JsonObject { ["code"] = code, ["level"] = random.Next(2, 5) + better })]),
        ["place"] = Place(),
    };

    private string[] TalentsOf(int n) =>
        size.Talents is { } talents ? talents[n % talents.Count] : Pick(Names.Common, 2);

    private string[] Pick(IEnumerable<string> from, int count) =>
        [.. from.OrderBy(_ => random.Next()).Take(count).Order(StringComparer.Ordinal)];

    private string Phone() => $"138{size.Make:000}{phones++:00000}";

    private void Add(string path, JsonObject body)
    {
        if (isNext || calls[^1].Post != $"/api/v1/{path}")
            calls.Add(($"/api/v1/{path}", []));
        isNext = false;
        calls[^1].Bodies.Add(body);
    }

    /// <summary>What follows needs what was said so far: calls of one group are made in any order.</summary>
    private void Then() => isNext = true;
}
