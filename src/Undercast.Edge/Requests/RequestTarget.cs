using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Undercast.Protocol;

namespace Undercast.Edge;

/// <summary>The request target as the client sent it: signatures are made over those very bytes.</summary>
internal static class RequestTarget
{
    public static WireRequest Read(HttpContext context)
    {
        var feature = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        var target = PathAndQuery(feature.RawTarget);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new WireRequest
        {
            Method = feature.Method,
            Path = question < 0 ? target : target[..question],
            Query = question < 0 ? "" : target[(question + 1)..],
            Headers = feature.Headers,
        };
    }

    /// <summary>Takes scheme and authority off an absolute-form target (RFC 9112, section 3.2.2); a fragment is never sent by honest clients and stays as it is.</summary>
    internal static string PathAndQuery(string target)
    {
        if (target.StartsWith('/')) return target;
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        // "*" of OPTIONS, and the authority of CONNECT.
        if (scheme < 0) return "/";
        var rest = target.AsSpan(scheme + 3);
        var start = rest.IndexOfAny('/', '?');
        if (start < 0) return "/";
        return rest[start] == '/' ? rest[start..].ToString() : string.Concat("/", rest[start..]);
    }
}
