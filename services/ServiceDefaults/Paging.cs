using System.Linq.Expressions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ServiceDefaults;

/// <summary>One page of a list, in the order in which its entries came to be.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">Give it as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Guid? Next);

/// <summary>
/// Keyset paging over ids that count up in time (UUID version 7): page 1,000 costs what page 1 costs. Bound from the
/// query: <c>limit</c> (1 to 200, default 50) and <c>cursor</c>.
/// </summary>
public static class Paging
{
    /// <summary>Most entries on a page.</summary>
    public const int Most = 200;

    private const int Usual = 50;

    /// <summary>The page that the query asks for; also sets the <c>Link</c> header (RFC 8288).</summary>
    /// <param name="query">Filtered, not ordered.</param>
    /// <param name="http">Whose query names limit and cursor.</param>
    /// <param name="id">The id, version 7.</param>
    /// <param name="view">What the caller sees of an entry.</param>
    public static async Task<Page<TView>> ToPage<T, TView>(
        this IQueryable<T> query, HttpContext http, Expression<Func<T, Guid>> id, Func<T, TView> view)
    {
        var (limit, cursor) = Asked(http);
        if (cursor is { } after)
            query = query.Where(After(id, after));
        var rows = await query.OrderBy(id).Take(limit + 1).ToListAsync(http.RequestAborted);
        if (rows.Count <= limit)
            return new(rows.ConvertAll(row => view(row)), null);
        rows.RemoveAt(limit);
        var next = id.Compile()(rows[^1]);
        return Linked(http, new Page<TView>(rows.ConvertAll(row => view(row)), next));
    }

    /// <summary>The same over what is in memory.</summary>
    public static Page<TView> ToPage<T, TView>(
        this IEnumerable<T> entries, HttpContext http, Func<T, Guid> id, Func<T, TView> view)
    {
        var (limit, cursor) = Asked(http);
        var rows = entries.Where(entry => cursor is not { } after || id(entry) > after)
            .OrderBy(id).Take(limit + 1).ToList();
        return rows.Count <= limit
            ? new(rows.ConvertAll(row => view(row)), null)
            : Linked(http, new Page<TView>(
                rows.GetRange(0, limit).ConvertAll(row => view(row)), id(rows[limit - 1])));
    }

    private static (int Limit, Guid? Cursor) Asked(HttpContext http)
    {
        var query = http.Request.Query;
        var limit = Usual;
        if (query["limit"] is [{ } text] && (!int.TryParse(text, out limit) || limit is < 1 or > Most))
            throw new BrokenRule(RequestProblems.OutOfRange, "limit");
        Guid cursor = default;
        if (query["cursor"] is [{ } mark] && !Guid.TryParse(mark, out cursor))
            throw new BrokenRule(RequestProblems.WrongType, "cursor");
        return (limit, query.ContainsKey("cursor") ? cursor : null);
    }

    private static Page<T> Linked<T>(HttpContext http, Page<T> page)
    {
        var rest = http.Request.Query.Where(pair => pair.Key != "cursor").Append(new("cursor", $"{page.Next}"));
        http.Response.Headers.Link = $"<{http.Request.Path}{QueryString.Create(rest)}>; rel=\"next\"";
        return page;
    }

    private static Expression<Func<T, bool>> After<T>(Expression<Func<T, Guid>> id, Guid cursor)
    {
        var mark = Expression.Property(Expression.Constant(new Mark(cursor)), nameof(Mark.Value));
        return Expression.Lambda<Func<T, bool>>(Expression.GreaterThan(id.Body, mark), id.Parameters);
    }

    /// <summary>A closure, so that the cursor becomes a parameter of the statement and not a part of its text.</summary>
    private sealed record Mark(Guid Value);
}

/// <summary>Entity tags (RFC 9110, 8.8.3): the version of what was read.</summary>
public static class Etag
{
    /// <summary>Says the version of what is answered.</summary>
    public static void Show(HttpContext http, long version) => http.Response.Headers.ETag = $"\"{version}\"";

    /// <summary>The answer 412 when the request names another version by <c>If-Match</c>; null when it may go on.</summary>
    public static ProblemResult? Guard(HttpContext http, long version)
    {
        var wanted = http.Request.Headers.IfMatch;
        if (wanted.Count == 0 || wanted is ["*"])
            return null;
        return wanted.Any(tag => tag?.Split(',', StringSplitOptions.TrimEntries).Contains($"\"{version}\"") == true)
            ? null
            : RequestProblems.Outdated.Plain;
    }
}
