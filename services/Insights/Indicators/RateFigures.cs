using FiveSocieties.Events;

namespace FiveSocieties.Insights.Indicators;

/// <summary>
/// The three rates (响应率, 解决率, 满意率) by which community hotlines are judged. Practice has no one formula: a complaint
/// is responded to in time, and the resident is called back and asked "solved?" and "satisfied?". Here the resident's
/// answer to a served whistle is that call. Each is 0 to 1, absent when there is nothing to divide.
/// </summary>
/// <param name="Response">
/// Share of the blown whistles whose first linkage formed by the <c>respondBy</c> of the first blow, among those that
/// formed or are late. What was withdrawn, not ours or a duplicate before is not counted.
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
    internal static RateFigures Of(IReadOnlyList<Course> courses, WhistleFigures whistles, DateTimeOffset now)
    {
        var prompt = courses.Select(course => course.IsPrompt(now)).OfType<bool>().ToList();
        var (solved, partly) = (Stand(nameof(ClosingCode.Solved)), Stand(nameof(ClosingCode.Partly)));
        var others = Stand(nameof(ClosingCode.Silence)) + Stand("CouldNotBeSolved");
        return new(
            Raised.Share(prompt.Count(x => x), prompt.Count),
            Raised.Share(solved, solved + partly + others),
            Raised.Share(solved + partly, solved + partly + whistles.Reopenings));

        int Stand(string code) => whistles.ByEnd.GetValueOrDefault(code);
    }
}
