using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Undercast.Edge;

/// <summary>What browsers may do: cross-origin calls from this machine's own pages, and none from pages of others that have found their way to a loopback address.</summary>
internal sealed class BrowserRules(CorsOptions cors, bool loopbackOnly, IReadOnlyList<string> knownSuffixes)
{
    // AWS: SDKs in browsers read request ids, error types, checksums and entity tags from headers.
    private const string Exposed =
        "x-amzn-RequestId,x-amz-request-id,x-amz-id-2,x-amzn-ErrorType,x-amzn-ErrorMessage,x-amzn-query-error,x-amz-crc32,x-amz-version-id,x-amz-delete-marker,"
        + "x-amz-checksum-crc32,x-amz-checksum-crc32c,x-amz-checksum-crc64nvme,x-amz-checksum-sha1,x-amz-checksum-sha256,x-amz-function-error,x-amz-log-result,"
        + "x-amz-executed-version,Content-Length,Content-Range,Date,ETag,Last-Modified,Location";

    private readonly bool _any = cors.Origins is ["*"];
    private readonly HashSet<string> _origins = new(cors.Origins, StringComparer.OrdinalIgnoreCase);
    private readonly string _maxAge = ((int)cors.MaxAge.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count > 0 && request.Headers.AccessControlRequestMethod.Count > 0;

    /// <summary>Whether a page may be behind this request that must not act here; requests of programs always pass.</summary>
    /// <remarks>
    /// A page elsewhere can make the browser send requests to a loopback port, and, by letting its own host name resolve to 127.0.0.1, even read the answers. The
    /// first kind shows its origin, the second a host name that is neither this machine's nor AWS's.
    /// </remarks>
    public bool Refuses(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (origin.Count > 0 && origin[0] is { } from && !Allows(from)) return true;
        if (!loopbackOnly || !request.Headers.ContainsKey("Sec-Fetch-Site")) return false;
        return !IsKnownHost(request.Host.Host);
    }

    /// <summary>Adds what lets an allowed origin read the answer. Before the answer starts.</summary>
    public void Decorate(HttpRequest request, IHeaderDictionary answer)
    {
        if (request.Headers.Origin is not [{ } origin, ..] || !Allows(origin)) return;
        answer.AccessControlAllowOrigin = origin;
        answer.AccessControlExposeHeaders = Exposed;
        answer.Append(HeaderNames.Vary, HeaderNames.Origin);
    }

    public void AnswerPreflight(HttpContext context)
    {
        var request = context.Request;
        var answer = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (!Allows(request.Headers.Origin.ToString()))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        Decorate(request, answer);
        answer.AccessControlAllowMethods = "GET,HEAD,PUT,POST,DELETE,PATCH,OPTIONS";
        var wanted = request.Headers.AccessControlRequestHeaders;
        if (wanted.Count > 0) answer.AccessControlAllowHeaders = wanted;
        if (request.Headers.ContainsKey("Access-Control-Request-Private-Network")) answer["Access-Control-Allow-Private-Network"] = "true";
        answer.AccessControlMaxAge = _maxAge;
        answer.Append(HeaderNames.Vary, "Access-Control-Request-Headers, Access-Control-Request-Method");
    }

    private bool Allows(string origin)
    {
        if (_any || _origins.Contains(origin)) return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && IsLocal(uri.IdnHost.Trim('[', ']'));
    }

    private bool IsKnownHost(string host)
    {
        if (IsLocal(host.Trim('[', ']')) || host == "host.docker.internal") return true;
        foreach (var suffix in knownSuffixes)
        {
            if (host.Length > suffix.Length && host[^(suffix.Length + 1)] == '.' && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
