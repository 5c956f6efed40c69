namespace Undercast.ApiGateway;

/// <summary>Where a request to a deployed API goes: by host <c>{api}.execute-api.{region}.…/{stage}/…</c>, by <c>/_aws/execute-api/{api}/{stage}/…</c>, or by
/// <c>/restapis/{api}/{stage}/_user_request_/…</c>, which other local clouds use.</summary>
/// <param name="Api">The API's id.</param>
/// <param name="Stage">The stage as the path names it; empty where it names none.</param>
/// <param name="Path">What follows the stage, as sent, with its slash.</param>
/// <param name="WholePath">The path with the stage, as AWS's own host would have it; on a custom domain the path as sent.</param>
/// <param name="Domain">The custom domain; null on the gateway's own hosts.</param>
internal readonly record struct ApiAddress(string Api, string Stage, string Path, string WholePath, string? Domain = null)
{
    /// <summary>The path that functions see.</summary>
    public string EventPath => Domain is null ? Path : WholePath;

    private const string HostMark = ".execute-api.";
    private const string PathForm = "/_aws/execute-api/";
    private const string OtherForm = "/restapis/";
    private const string OtherMark = "/_user_request_";

    public static bool Claims(string host, string path) =>
        host.Contains(HostMark, StringComparison.Ordinal)
        || path.StartsWith(PathForm, StringComparison.Ordinal)
        || (path.StartsWith(OtherForm, StringComparison.Ordinal) && path.Contains(OtherMark, StringComparison.Ordinal));

    public static ApiAddress Parse(string host, string path)
    {
        var mark = host.IndexOf(HostMark, StringComparison.Ordinal);
        if (mark >= 0) return OfPath(host[..mark], path);
        if (path.StartsWith(PathForm, StringComparison.Ordinal))
        {
            var (api, rest) = Cut(path[(PathForm.Length - 1)..]);
            return OfPath(api, rest);
        }
        var (other, afterApi) = Cut(path[(OtherForm.Length - 1)..]);
        var (stage, afterStage) = Cut(afterApi);
        var (_, call) = Cut(afterStage);
        return new ApiAddress(other, stage, call, "/" + stage + (call == "/" ? "" : call));
    }

    private static ApiAddress OfPath(string api, string path)
    {
        var (stage, rest) = Cut(path);
        return new ApiAddress(api, stage, rest, path);
    }

    /// <summary>The first segment, and what follows with its slash.</summary>
    public static (string First, string Remainder) Cut(string path)
    {
        if (path.Length <= 1) return ("", "/");
        var slash = path.IndexOf('/', 1);
        return slash < 0 ? (path[1..], "/") : (path[1..slash], path[slash..]);
    }
}
