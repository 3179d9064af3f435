using System.Diagnostics;

namespace FiveSocieties.SocialWork.Linkages;

/// <summary>What is done for a linkage later still belongs to the trace in which its whistle was blown.</summary>
internal static class Spans
{
    private static readonly ActivitySource Source = new("FiveSocieties.SocialWork");

    public static Activity? Of(string name, Linkage linkage) =>
        Source.StartActivity(name, ActivityKind.Internal, linkage.TraceParent)?
            .SetTag("whistle.id", linkage.WhistleId).SetTag("community.code", linkage.Community);
}
