using System.ComponentModel;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FiveSocieties.ServiceDefaults;

/// <summary>The problems that any route can answer with.</summary>
public static class RequestProblems
{
    public static readonly Problem Malformed = new(
        "request.malformed", 400, "The request is not valid JSON in UTF-8.", "请求不是有效的 UTF-8 JSON。");

    public static readonly Problem UnknownField = new(
        "request.unknown-field", 400, "This field is not known here.", "此处没有这个字段。");

    public static readonly Problem MissingField = new(
        "request.missing-field", 400, "This field is required.", "缺少必填字段。");

    public static readonly Problem WrongType = new(
        "request.wrong-type", 400, "The value is not of the right type or not one of the known words.",
        "值的类型不正确,或不是已知的取值。");

    public static readonly Problem Invalid = new(
        "request.invalid", 422, "Some fields are not acceptable.", "部分字段不符合要求。");

    public static readonly Problem OutOfRange = new(
        "request.out-of-range", 422, "The number is outside its range.", "数值超出允许范围。");

    public static readonly Problem TextLength = new(
        "request.text-length", 422, "The text is empty, too long or has control characters.",
        "文本为空、过长或含有控制字符。");

    public static readonly Problem TooMany = new(
        "request.too-many", 422, "The list is empty or too long.", "列表为空或过长。");

    public static readonly Problem TooLarge = new(
        "request.too-large", 413, "The request body is too large.", "请求正文过大。");

    public static readonly Problem NotFound = new(
        "request.not-found", 404, "There is nothing here, or nothing that you may see.", "没有找到,或您无权查看。");

    public static readonly Problem Method = new(
        "request.method", 405, "This method is not possible here.", "此处不支持该请求方法。");

    public static readonly Problem MediaType = new(
        "request.media-type", 415, "The body must be application/json.", "请求正文必须是 application/json。");

    public static readonly Problem Conflict = new(
        "request.conflict", 409, "Somebody else changed this at the same moment: read it again.",
        "该对象刚被他人修改,请重新读取。");

    public static readonly Problem Exists = new(
        "request.exists", 409, "There is one with this id or number already.", "相同编号的对象已存在。");

    public static readonly Problem Outdated = new(
        "request.outdated", 412, "The object has changed since you read it.", "对象在您读取之后已被修改。");

    public static readonly Problem DependencyAway = new(
        "server.dependency-away", 503, "Another service that is needed for this does not answer now: try again later.",
        "所依赖的服务暂时没有响应,请稍后重试。");

    public static readonly Problem DatabaseAway = new(
        "server.database-away", 503, "The database of this service does not answer now: nothing was changed, try again later.",
        "本服务的数据库暂时没有响应;没有任何更改,请稍后重试。");

    public static readonly Problem DiskFull = new(
        "server.disk-full", 507, "The disk of this service is full or cannot be written: nothing was changed.",
        "本服务的磁盘已满或不可写入;没有任何更改。");

    public static readonly Problem Internal = new(
        "server.error", 500, "Something went wrong on our side; the trace id helps to find it.",
        "服务器内部错误,可凭 traceId 查找原因。");

    internal static Problem? Of(int status) => status switch
    {
        404 => NotFound,
        405 => Method,
        413 => TooLarge,
        415 => MediaType,
        400 => Malformed,
        >= 500 => Internal,
        _ => null,
    };
}

/// <summary>Turns what was thrown into the one form in which the house says no.</summary>
internal sealed partial class ProblemHandler(ILoggerFactory logs) : IExceptionHandler
{
    private readonly ILogger log = logs.CreateLogger("FiveSocieties.Problems");

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception thrown, CancellationToken cancel)
    {
        if (http.RequestAborted.IsCancellationRequested)
            return true;
        var answer = Answer(thrown);
        if (answer.Problem.Status >= 500 && answer.Problem != RequestProblems.DependencyAway)
            Failed(log, thrown, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "none");
        await answer.ExecuteAsync(http);
        return true;
    }

    private static ProblemResult Answer(Exception thrown) => thrown switch
    {
        BrokenRule broken => broken.Problem.At(broken.Field),
        BadHttpRequestException { StatusCode: 413 } => RequestProblems.TooLarge.Plain,
        BadHttpRequestException { StatusCode: 415 } => RequestProblems.MediaType.Plain,
        BadHttpRequestException { InnerException: JsonException json } => Json(json),
        BadHttpRequestException bad when BindFailure().Match(bad.Message) is { Success: true } match =>
            RequestProblems.WrongType.At(match.Groups[1].Value),
        BadHttpRequestException => RequestProblems.Malformed.Plain,
        JsonException json => Json(json),
        DbUpdateConcurrencyException => RequestProblems.Conflict.Plain,
        DbUpdateException { InnerException: DbException failure } when IsDuplicate(failure) =>
            RequestProblems.Exists.Plain,
        RpcException { StatusCode: StatusCode.NotFound } => RequestProblems.NotFound.Plain,
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } =>
            RequestProblems.DependencyAway.Plain,
        InvalidOperationException when thrown.Message.StartsWith("IDX20803", StringComparison.Ordinal) =>
            RequestProblems.DependencyAway.Plain, // who has the keys of tokens
        _ when Database(thrown) is { } failure && IsDisk(failure) => RequestProblems.DiskFull.Plain,
        _ when Database(thrown) is { SqlState: "40001" or "40P01" } => RequestProblems.Conflict.Plain, // they met, one goes on
        _ when Database(thrown) is { IsTransient: true } => RequestProblems.DatabaseAway.Plain,
        _ => RequestProblems.Internal.Plain,
    };

    private static DbException? Database(Exception? thrown) =>
        thrown is null or DbException ? thrown as DbException : Database(thrown.InnerException);

    /// <summary>SQLITE_FULL, SQLITE_IOERR and SQLITE_READONLY, again in words.</summary>
    private static bool IsDisk(DbException failure) =>
        failure.Message.Contains("database or disk is full", StringComparison.Ordinal)
        || failure.Message.Contains("disk I/O error", StringComparison.Ordinal)
        || failure.Message.Contains("attempt to write a readonly database", StringComparison.Ordinal);

    /// <summary>Two at once with one id or number: PostgreSQL says it by state, SQLite only in words, always English.</summary>
    private static bool IsDuplicate(DbException failure) =>
        failure.SqlState == "23505" || failure.Message.Contains("UNIQUE constraint failed", StringComparison.Ordinal);

    /// <summary>System.Text.Json tells the path apart from the kind of failure only in words; a test keeps them.</summary>
    private static ProblemResult Json(JsonException json)
    {
        var path = json.Path is null or "$" ? "" : json.Path.TrimStart('$').TrimStart('.');
        if (MissingMember().Match(json.Message) is { Success: true } missing)
            return RequestProblems.MissingField.At(Join(path, missing.Groups[1].Value));
        if (json.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return RequestProblems.UnknownField.At(Join(path, UnknownMember().Match(json.Message).Groups[1].Value));
        if (NullMember().Match(json.Message) is { Success: true } absent)
            return RequestProblems.WrongType.At(path.Length > 0 ? path : absent.Groups[1].Value);
        if (json.InnerException?.InnerException is DecoderFallbackException)
            return RequestProblems.Malformed.At(path.Length > 0 ? path : null);
        if (json.InnerException is InvalidOperationException or FormatException
            || json.Message.Contains("could not be converted", StringComparison.Ordinal)
            || json.Message.StartsWith("A slot is written", StringComparison.Ordinal))
            return RequestProblems.WrongType.At(path.Length > 0 ? path : null);
        return RequestProblems.Malformed.Plain;
    }

    private static string Join(string path, string member) =>
        path.Length == 0 || path == member || path.EndsWith('.' + member, StringComparison.Ordinal)
            ? (path.Length == 0 ? member : path)
            : $"{path}.{member}";

    [GeneratedRegex("missing required properties including: '([^']+)'")]
    private static partial Regex MissingMember();

    [GeneratedRegex("'([^']+)' on type .* doesn't allow")]
    private static partial Regex NullMember();

    [GeneratedRegex("The JSON property '([^']+)'")]
    private static partial Regex UnknownMember();

    [GeneratedRegex("""parameter "(?:[\w<>\[\]?.]+ )*(\w+)" from""")]
    private static partial Regex BindFailure();

    [LoggerMessage(EventName = "request.failed", Level = LogLevel.Error, Message = "{Method} {Endpoint} failed")]
    private static partial void Failed(ILogger log, Exception thrown, string method, string endpoint);
}

/// <summary>The same over gRPC: the code in the trailer <c>problem-code</c>, the field in <c>problem-field</c>. A question
/// that contradicts itself is INVALID_ARGUMENT, what is not there NOT_FOUND, any other broken rule FAILED_PRECONDITION.
/// </summary>
internal sealed class GrpcProblems : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> next) =>
        Said(() => next(request, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> stream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> next) => Said(async () =>
    {
        await next(request, stream, context);
        return true;
    });

    private static async Task<T> Said<T>(Func<Task<T>> answer)
    {
        try
        {
            return await answer();
        }
        catch (BrokenRule broken)
        {
            var code = broken.Problem.Status is 400 or 422 ? StatusCode.InvalidArgument
                : broken.Problem.Status is 404 ? StatusCode.NotFound : StatusCode.FailedPrecondition;
            throw new RpcException(new Status(code, $"{broken.Field} {broken.Problem.English}"),
                new Metadata { { "problem-code", broken.Problem.Code }, { "problem-field", broken.Field ?? "" } });
        }
    }
}

internal static class ProblemSetup
{
    public static void AddProblems(this WebApplicationBuilder builder) =>
        builder.Services.AddExceptionHandler<ProblemHandler>().AddProblemDetails();

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(pages => Answer(pages.HttpContext)?.ExecuteAsync(pages.HttpContext) ?? Task.CompletedTask);
    }

    private static ProblemResult? Answer(HttpContext http) =>
        http.Response.StatusCode == StatusCodes.Status400BadRequest && Unreadable(http) is { } parameter
            ? RequestProblems.WrongType.At(parameter)
            : RequestProblems.Of(http.Response.StatusCode)?.Plain;

    /// <summary>
    /// Of an optional parameter that it cannot read, the generated binding says 400 and no more: which one it was is
    /// found again here.
    /// </summary>
    private static string? Unreadable(HttpContext http) => http.GetEndpoint()?.Metadata
        .GetOrderedMetadata<IParameterBindingMetadata>()
        .FirstOrDefault(bound => bound.HasTryParse && http.Request.Query[bound.Name] is [{ Length: > 0 } text]
            && !TypeDescriptor.GetConverter(bound.ParameterInfo.ParameterType).IsValid(text))?.Name;
}
