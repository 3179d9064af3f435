using FiveSocieties.ServiceDefaults;
using Yarp.ReverseProxy.Forwarder;

namespace FiveSocieties.Gateway;

/// <summary>What can go wrong between gateway and service, said like everything else (RFC 9457).</summary>
public static class GatewayProblems
{
    public static readonly Problem TooOften = new(
        "gateway.too-often", 429, "Too many requests of this client: wait as Retry-After says.",
        "该客户端请求过于频繁,请按 Retry-After 等待后重试。");

    public static readonly Problem Away = new(
        "gateway.service-away", 502, "The service behind this address does not answer. What is safe to repeat may be.",
        "该地址后端的服务没有响应,可安全重试的请求可以重试。");

    public static readonly Problem Unavailable = new(
        "gateway.service-unavailable", 503, "The service behind this address takes no requests now.",
        "该地址后端的服务暂不接受请求。");

    public static readonly Problem Late = new(
        "gateway.service-late", 504, "The service behind this address took too long. It may still do what was asked.",
        "该地址后端的服务超时未响应;所请求的操作仍可能被执行。");

    /// <summary>Puts a problem where the proxy itself failed and left a bare status; what a service says stays.</summary>
    internal static async Task Explain(HttpContext http, Func<Task> next)
    {
        await next();
        var failure = http.Features.Get<IForwarderErrorFeature>()?.Error;
        var isBare = http.Response is { HasStarted: false, ContentType: null };
        if (!isBare || http.RequestAborted.IsCancellationRequested
            || (failure is null && http.Response.StatusCode is < 502 or > 504))
            return;
        // The caller is still there, so it was our own time limit that cancelled.
        var isLate = failure is ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled;
        var problem = isLate ? Late : http.Response.StatusCode switch
        {
            400 => RequestProblems.Malformed,
            413 => RequestProblems.TooLarge,
            503 => Unavailable,
            504 => Late,
            _ => Away,
        };
        http.Response.ContentLength = null;
        await problem.Plain.ExecuteAsync(http);
    }
}
