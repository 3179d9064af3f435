using FiveSocieties.Events;
using FiveSocieties.Matching.Engine;
using FiveSocieties.ServiceDefaults;
using static FiveSocieties.Matching.Matches.MatchProblems;
using static FiveSocieties.Matching.Matches.MatchReading;

namespace FiveSocieties.Matching.Matches;

/// <summary>Reads the resources of a what-if into the engine's words; what contradicts itself is refused.</summary>
internal static class WhatIfReading
{
    private const int MostResources = 5000;
    private const int MostTasks = 10_000;
    private const int MostInASlot = 1000;
    private const int MinutesOf28Days = 28 * 24 * 60;

    public static Hat[] Hats(IReadOnlyList<ResourceForm> resources, Horizon horizon)
    {
        Require(resources.Count <= MostResources, "resources", RequestProblems.TooMany);
        HashSet<(Society, Guid)> ids = [];
        var hats = new Hat[resources.Count];
        for (var i = 0; i < hats.Length; i++)
        {
            hats[i] = Hat(resources[i], $"resources[{i}]", horizon);
            Require(ids.Add((resources[i].Society, resources[i].Id)), $"resources[{i}].id", DuplicateResource);
        }

        return hats;
    }

    private static Hat Hat(ResourceForm form, string at, Horizon horizon)
    {
        Require(form.Society != Society.Community, $"{at}.society", RequestProblems.OutOfRange);
        Community($"{at}.community", form.Community);
        Require(form.Skills.Count is > 0 and <= MostCodes, $"{at}.skills", RequestProblems.TooMany);
        foreach (var (index, skill) in form.Skills.Index())
        {
            Text($"{at}.skills[{index}].code", skill.Code);
            InRange($"{at}.skills[{index}].level", skill.Level, 1, 5);
        }

        Require(form.Free.Count is > 0 and <= MostSlots, $"{at}.free", RequestProblems.TooMany);
        Require(form.Eligibilities is null or { Count: <= MostCodes }, $"{at}.eligibilities", RequestProblems.TooMany);
        InRange($"{at}.slotCapacity", form.SlotCapacity, 1, MostInASlot);
        InRange($"{at}.totalCapacity", form.TotalCapacity, 1, MostTasks);
        InRange($"{at}.load", form.Load, 0, MostTasks);
        InRange($"{at}.loadCap", form.LoadCap, 1, MostTasks);
        InRange($"{at}.minutes", form.Minutes, 0, MinutesOf28Days);
        if (form.Person is not null)
            Text($"{at}.person", form.Person);
        Size($"{at}.size", (Kind)form.Kind, form.Size);
        var free = form.Free.Select(slot => slot.Number).ToHashSet();
        return new()
        {
            Id = form.Id,
            Owner = (int)form.Society,
            Kind = (Kind)form.Kind,
            Size = form.Size,
            Community = form.Community,
            Skills = [.. form.Skills.Select(skill => new Mastery(skill.Code, skill.Level))],
            Place = Place(form.Place.Told, $"{at}.place"),
            WeeklyOpen = free.Aggregate(0UL, (week, slot) => week | 1UL << slot % Horizon.Week),
            HeldSlots = [.. Others(free, horizon).SelectMany(slot => Enumerable.Repeat(slot, form.SlotCapacity))],
            SlotCapacity = form.SlotCapacity,
            TotalCapacity = form.TotalCapacity,
            Load = form.Load,
            LoadCap = form.LoadCap,
            Minutes = form.Minutes,
            Eligibilities = [.. form.Eligibilities ?? []],
            PersonRef = form.Person ?? "",
        };
    }

    /// <summary>The same part of another week is not free because this one is: it counts as taken.</summary>
    private static IEnumerable<int> Others(HashSet<int> free, Horizon horizon)
    {
        var week = free.Select(slot => slot % Horizon.Week).ToHashSet();
        return Enumerable.Range(horizon.First, horizon.Count)
            .Where(slot => week.Contains(slot % Horizon.Week) && !free.Contains(slot));
    }
}
