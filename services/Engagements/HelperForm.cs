using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using FiveSocieties.Records;
using FiveSocieties.ServiceDefaults;

namespace FiveSocieties.Engagements;

/// <summary>A point, WGS 84.</summary>
/// <param name="Longitude">Degrees, -180 to 180.</param>
/// <param name="Latitude">Degrees, -90 to 90.</param>
public sealed record Position(double Longitude, double Latitude)
{
    /// <summary>Rounded to about 50 m, as far as others may know it.</summary>
    [JsonIgnore]
    public Position Rounded => new(Math.Round(Longitude * 2000) / 2000, Math.Round(Latitude * 2000) / 2000);
}

/// <summary>What every helper's registration has in common, whichever society keeps it.</summary>
/// <param name="Name">Kept encrypted.</param>
/// <param name="Phone">Mainland number, kept encrypted; tells the hats of one person together.</param>
/// <param name="Skills">What the person can do.</param>
/// <param name="Place">Where the person usually starts from.</param>
/// <param name="Available">When the person is free, every week; whenever asked, when not said.</param>
/// <param name="LoadCap">Most tasks in 28 days, 1 to 60; 8 when not said.</param>
/// <param name="Eligibilities">Codes such as <c>first-aid-certificate</c>.</param>
/// <param name="OptedOut">The person does not want to be proposed.</param>
public sealed partial record HelperForm(
    string Name,
    string Phone,
    IReadOnlyList<HelperSkill> Skills,
    Position Place,
    IReadOnlyList<WeekPart>? Available = null,
    int LoadCap = 8,
    IReadOnlyList<string>? Eligibilities = null,
    bool OptedOut = false)
{
    public static readonly Problem BadPhone = new(
        "helper.phone", 422, "This is no telephone number of the mainland.", "不是有效的大陆电话号码。");

    public static readonly Problem BadCode = new(
        "helper.code", 422, "A code is 2 to 40 lower-case letters, digits and dashes.",
        "代码应为 2 至 40 个小写字母、数字或连字符。");

    /// <summary>Adds what is wrong with the form, with paths below <paramref name="path"/>.</summary>
    public void Check(Checks checks, string path = "helper")
    {
        checks.Text($"{path}.name", Name, 60)
            .Require(PhoneNumber.IsValid(Phone), $"{path}.phone", BadPhone)
            .Count($"{path}.skills", Skills.Count, 1, 20)
            .Range($"{path}.place.longitude", Place.Longitude, -180, 180)
            .Range($"{path}.place.latitude", Place.Latitude, -90, 90)
            .Range($"{path}.loadCap", LoadCap, 1, 60)
            .Count($"{path}.eligibilities", Eligibilities?.Count ?? 0, 0, 20);
        foreach (var (index, skill) in Skills.Take(20).Index())
            checks.Require(IsCode(skill?.Code), $"{path}.skills[{index}].code", BadCode)
                .Range($"{path}.skills[{index}].level", skill?.Level ?? 0, 1, 5);
        WeekPart.Check(checks, Available, $"{path}.available");
        foreach (var (index, code) in (Eligibilities ?? []).Take(20).Index())
            checks.Require(IsCode(code), $"{path}.eligibilities[{index}]", BadCode);
    }

    /// <summary>Writes the checked form into the row; <paramref name="noun"/> names the sealed columns.</summary>
    public void Fill(Helper helper, string noun, PersonalData personal)
    {
        PhoneNumber.TryParse(Phone, out var number);
        helper.Name = personal.Seal.Close($"{noun}.name", Name);
        helper.Phone = personal.Seal.Close($"{noun}.phone", number!);
        helper.PhoneIndex = personal.Index.Of($"{noun}.phone", number!);
        helper.PersonRef = personal.PersonRef.Of(number!);
        helper.Skills = Skills;
        helper.Longitude = Place.Longitude;
        helper.Latitude = Place.Latitude;
        helper.WeeklyOpen = WeekPart.Bits(Available);
        helper.LoadCap = LoadCap;
        helper.Eligibilities = Eligibilities ?? [];
        helper.OptedOut = OptedOut;
    }

    /// <summary>The form as it was filled: the row opened again.</summary>
    public static HelperForm Of(Helper helper, string noun, PersonalData personal) => new(
        personal.Seal.Open($"{noun}.name", helper.Name),
        personal.Seal.Open($"{noun}.phone", helper.Phone),
        helper.Skills,
        new(helper.Longitude, helper.Latitude),
        WeekPart.Of(helper.WeeklyOpen),
        helper.LoadCap,
        helper.Eligibilities,
        helper.OptedOut);

    /// <summary>Whether this is a code of the platform: lower-case letters, digits and dashes.</summary>
    public static bool IsCode(string? code) => code is not null && Code().IsMatch(code);

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$")]
    private static partial Regex Code();
}

/// <summary>The three tools for personal data, together because a registration needs all of them.</summary>
public sealed record PersonalData(Seal Seal, BlindIndex Index, PersonRef PersonRef);

/// <summary>What a list shows of a helper: nothing that names the person.</summary>
/// <param name="Id">The helper.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Skills">What the person can do.</param>
/// <param name="Holding">Tasks asked, accepted or started.</param>
/// <param name="LoadCap">Most tasks in 28 days.</param>
/// <param name="OptedOut">Does not want to be proposed.</param>
public sealed record HelperView(
    Guid Id, string Community, IReadOnlyList<HelperSkill> Skills, int Holding, int LoadCap, bool OptedOut)
{
    public static HelperView Of(Helper helper) => new(
        helper.Id, helper.Community, helper.Skills, helper.Holding, helper.LoadCap, helper.OptedOut);
}
