using FiveSocieties.Events;

namespace FiveSocieties.Insights.Indicators;

/// <summary>
/// The three rates (响应率, 解决率, 满意率) by which community hotlines are judged. Practice has no one formula: a complaint
/// is responded to in time, and the resident is called back and asked "solved?" and "satisfied?". Here the resident's
/// answer to a served whistle is that call. Each is 0 to 1, absent when there is nothing to divide.
/// </summary>
/// <param name="Response">
/// Share of the blown whistles whose first linkage formed by the <c>respondBy</c> of the first round, moved on by its
/// pauses, among those that formed or are late. What was not ours, or withdrawn while there was time, is not counted.
/// </param>
/// <param name="Solution">
/// Share that the resident called solved, among the whistles that stand closed with Solved, Partly, Silence or
/// CouldNotBeSolved. Silence is not a yes.
/// </param>
/// <param name="Satisfaction">
/// Share of the residents' verdicts that say it helped, in full or in part: whistles that stand closed with Solved or
/// Partly, among these and all reopenings. Silence is no verdict. A graded question would be another event.
/// </param>
public sealed record RateFigures(double? Response, double? Solution, double? Satisfaction)
{
    internal static RateFigures Of(Figures all)
    {
        var (solved, partly) = (Stand(ClosingCode.Solved), Stand(ClosingCode.Partly));
        var others = Stand(ClosingCode.Silence) + Stand(ClosingCode.CouldNotBeSolved);
        return new(
            Figures.Share(all.Prompt, all.Prompt + all.Late),
            Figures.Share(solved, solved + partly + others),
            Figures.Share(solved + partly, solved + partly + all.Reopenings));

        int Stand(ClosingCode code) => all.ByEnd.GetValueOrDefault($"{code}");
    }
}
