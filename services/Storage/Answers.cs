using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FiveSocieties.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FiveSocieties.Storage;

/// <summary>What can be wrong with an <c>Idempotency-Key</c>.</summary>
public static class KeyProblems
{
    public static readonly Problem Malformed = new(
        "idempotency.key-malformed", 400, "The Idempotency-Key is not one string of 1 to 200 characters.",
        "Idempotency-Key 必须是 1 至 200 个字符的单个字符串。");

    public static readonly Problem Reused = new(
        "idempotency.key-reused", 422, "This Idempotency-Key was used for another request.",
        "该 Idempotency-Key 已用于另一个请求。");

    public static readonly Problem InProgress = new(
        "idempotency.in-progress", 409, "The first request with this Idempotency-Key is still running.",
        "使用该 Idempotency-Key 的首个请求仍在处理中。");
}

/// <summary>The answer to a request that carried an <c>Idempotency-Key</c>, committed with the effect.</summary>
[PrimaryKey(nameof(Client), nameof(Key)), Index(nameof(At))]
public sealed class KeptAnswer
{
    /// <summary>The client id, empty for a caller without one.</summary>
    public required string Client { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 over method, path, query and body, in hexadecimal.</summary>
    public required string RequestHash { get; init; }

    public required int Status { get; init; }

    /// <summary>JSON object of the headers that belong to the answer.</summary>
    public required string Headers { get; init; }

    public required byte[] Body { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A POST that carries an <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header) may be repeated:
/// the first answer is kept in the transaction of its effect and given again, byte for byte.</summary>
public static class Answers
{
    private static readonly ConcurrentDictionary<(Type, string, string), bool> Running = new();

    private static readonly string[] KeptHeaders = ["Content-Type", "Content-Language", "Location", "ETag"];

    /// <summary>Runs <paramref name="handle"/> once for a key: in one transaction of <typeparamref name="TDb"/>, whose
    /// model has <see cref="KeptAnswer"/>.</summary>
    public static async Task Once<TDb>(HttpContext http, RequestDelegate handle)
        where TDb : DbContext
    {
        if (KeyOf(http.Request) is not { } key)
        {
            await KeyProblems.Malformed.Plain.ExecuteAsync(http);
            return;
        }

        var client = http.User.FindFirst("client_id")?.Value ?? "";
        var hash = await HashOf(http.Request);
        if (!Running.TryAdd((typeof(TDb), client, key), true))
        {
            await KeyProblems.InProgress.Plain.ExecuteAsync(http);
            return;
        }

        try
        {
            var db = http.RequestServices.GetRequiredService<TDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
            var known = await db.Set<KeptAnswer>().AsNoTracking()
                .FirstOrDefaultAsync(a => a.Client == client && a.Key == key);
            if (known is null && !await IsAlone(db, client, key))
                await KeyProblems.InProgress.Plain.ExecuteAsync(http);
            else if (known is null)
                await Answer(http, handle, db, transaction, (client, key, hash));
            else if (known.RequestHash != hash)
                await KeyProblems.Reused.Plain.ExecuteAsync(http);
            else
                await Replay(http, known);
        }
        finally
        {
            Running.TryRemove((typeof(TDb), client, key), out _);
        }
    }

    private static async Task Answer(
        HttpContext http,
        RequestDelegate handle,
        DbContext db,
        IDbContextTransaction transaction,
        (string Client, string Key, string Hash) request)
    {
        var (response, wire) = (http.Response, http.Response.Body);
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            await handle(http);
            await response.BodyWriter.FlushAsync();
        }
        finally
        {
            response.Body = wire;
        }

        if (response.StatusCode < 400)
        {
            db.ChangeTracker.Clear(); // what the handler did not save is not saved for it
            db.Set<KeptAnswer>().Add(new KeptAnswer
            {
                Client = request.Client,
                Key = request.Key,
                RequestHash = request.Hash,
                Status = response.StatusCode,
                Headers = JsonSerializer.Serialize(KeptHeaders
                    .Where(response.Headers.ContainsKey)
                    .ToDictionary(name => name, name => response.Headers[name].ToString())),
                Body = buffer.ToArray(),
                At = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
            });
            await db.SaveChangesAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }
        else
        {
            await transaction.RollbackAsync(CancellationToken.None);
        }

        await Write(http, buffer.ToArray());
    }

    private static async Task Replay(HttpContext http, KeptAnswer known)
    {
        http.Response.StatusCode = known.Status;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(known.Headers)!)
            http.Response.Headers[name] = value;
        http.Response.Headers["Idempotency-Replayed"] = "true";
        await Write(http, known.Body);
    }

    private static async Task Write(HttpContext http, byte[] body)
    {
        if (body.Length == 0)
            return;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>One process knows its own running requests; replicas on PostgreSQL ask the database.</summary>
    private static async Task<bool> IsAlone(DbContext db, string client, string key)
    {
        if (!db.Database.IsNpgsql())
            return true;
        var name = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{key}")));
        var isFree = await db.Database
            .SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({name}) AS \"Value\"").SingleAsync();
        // The first may have ended between our look and our lock.
        return isFree && !await db.Set<KeptAnswer>().AnyAsync(a => a.Client == client && a.Key == key);
    }

    private static string? KeyOf(HttpRequest request)
    {
        if (request.Headers["Idempotency-Key"] is not [{ } key])
            return null;
        key = key.Trim();
        key = key is ['"', .. var quoted, '"'] ? quoted : key;
        return key.Length is > 0 and <= 200 ? key : null;
    }

    private static async Task<string> HashOf(HttpRequest request)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var chunk = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0;)
            hash.AppendData(chunk, 0, read);
        request.Body.Position = 0;
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
