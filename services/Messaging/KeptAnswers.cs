using FiveSocieties.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FiveSocieties.Messaging;

/// <summary>Lets a POST be repeated.</summary>
public static class KeptAnswers
{
    /// <summary>Honours the key on each POST of the group. The handler saves on <typeparamref name="TDb"/> and
    /// opens no transaction of its own. An answer from 400 on undoes what was saved and is not kept.</summary>
    public static RouteGroupBuilder WithKeptAnswers<TDb>(this RouteGroupBuilder group)
        where TDb : ServiceDb
    {
        // Around the whole of the endpoint, not a filter: the body is hashed before it is bound.
        ((IEndpointConventionBuilder)group).Add(endpoint =>
        {
            var inner = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => HttpMethods.IsPost(http.Request.Method)
                && http.Request.Headers.ContainsKey("Idempotency-Key") ? Answers.Once<TDb>(http, inner) : inner(http);
        });
        return group;
    }
}
