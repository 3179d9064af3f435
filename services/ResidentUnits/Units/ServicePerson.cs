using FiveSocieties.Engagements;

namespace FiveSocieties.ResidentUnits;

/// <summary>
/// Somebody whom a unit lets serve. The unit answers for the person: <see cref="Resource.AnsweredById"/> is the unit.
/// </summary>
public sealed class ServicePerson : Helper;
