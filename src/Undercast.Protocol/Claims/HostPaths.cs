namespace Undercast.Protocol;

/// <summary>Turns requests that name a resource in their host into those that name it in their path, as contracts declare by <see cref="AwsApiAttribute.PathHosts"/>.</summary>
/// <remarks>The signature stays good: it is held against <see cref="WireRequest.SignedPath"/>.</remarks>
public sealed class HostPaths(ApiCatalog catalog, IEnumerable<string> suffixes)
{
    private const string Local = "localhost";
    private const string Region = "{region}";

    private readonly string[] _suffixes = [Local, .. suffixes];
    private readonly ApiDescriptor[] _apis = [.. catalog.Apis.Where(a => a.Api.PathHosts.Length > 0)];
    private readonly string[] _prefixes = [.. catalog.Apis.Select(a => a.Api.PathPrefix).OfType<string>()];
    private readonly HashSet<string> _names = [.. catalog.Apis.Select(a => a.Api.Name), .. catalog.Apis.Select(a => a.SigningName)];

    /// <summary>The request with its host's name at the head of its path; the same request where the host names nothing.</summary>
    /// <param name="request">The head.</param>
    /// <param name="host">The host without its port, lower case.</param>
    /// <param name="signingName">The service of the credential scope, or null.</param>
    public WireRequest Locate(WireRequest request, string host, string? signingName)
    {
        if (host == Local || _apis.Length == 0) return request;
        foreach (var prefix in _prefixes)
        {
            if (request.Path.StartsWith(prefix, StringComparison.Ordinal)) return request;
        }
        foreach (var api in _apis)
        {
            if ((signingName is null || signingName == api.SigningName) && NameIn(api, host, signingName is not null) is { } name)
                return new WireRequest { Method = request.Method, Path = $"/{name}{request.Path}", SignedPath = request.Path, Query = request.Query, Headers = request.Headers };
        }
        return request;
    }

    private string? NameIn(ApiDescriptor api, string host, bool isSigned)
    {
        foreach (var suffix in _suffixes)
        {
            if (host.Length <= suffix.Length + 1 || host[^(suffix.Length + 1)] != '.' || !host.EndsWith(suffix, StringComparison.Ordinal)) continue;
            var labels = host[..^(suffix.Length + 1)].Split('.');
            foreach (var pattern in api.Api.PathHosts)
            {
                if (pattern.Length == 0)
                {
                    // Without a signature only a plain name can be meant: hosts of other services have several labels, and an API's own name is its endpoint.
                    return suffix == Local && (isSigned || (labels.Length == 1 && !_names.Contains(labels[0]))) ? string.Join('.', labels) : null;
                }
                var below = pattern.Split('.');
                if (labels.Length < below.Length || !Fits(labels.AsSpan(labels.Length - below.Length), below)) continue;
                // The endpoint itself names nothing.
                return labels.Length == below.Length ? null : string.Join('.', labels[..^below.Length]);
            }
        }
        return null;
    }

    private static bool Fits(ReadOnlySpan<string> labels, string[] pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            var fits = pattern[i].EndsWith(Region, StringComparison.Ordinal)
                ? labels[i].Length > pattern[i].Length - Region.Length && labels[i].StartsWith(pattern[i][..^Region.Length], StringComparison.Ordinal)
                : labels[i] == pattern[i];
            if (!fits) return false;
        }
        return true;
    }
}
