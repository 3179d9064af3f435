using FiveSocieties.Engagements;

namespace FiveSocieties.Volunteers;

/// <summary>A volunteer, opened for one who may read it.</summary>
/// <param name="Id">The volunteer.</param>
/// <param name="Number">The volunteer number.</param>
/// <param name="Community">12-digit code.</param>
/// <param name="Helper">The registration.</param>
/// <param name="Holding">Tasks asked, accepted or started.</param>
/// <param name="Suspended">Is not asked for anything for the time being.</param>
public sealed record VolunteerView(
    Guid Id, string Number, string Community, HelperForm Helper, int Holding, bool Suspended)
{
    /// <summary>Names the sealed columns.</summary>
    internal const string Noun = "volunteers";

    internal static VolunteerView Of(Volunteer volunteer, PersonalData personal) => new(
        volunteer.Id, volunteer.Number, volunteer.Community, HelperForm.Of(volunteer, Noun, personal),
        volunteer.Holding, volunteer.Suspended);
}
