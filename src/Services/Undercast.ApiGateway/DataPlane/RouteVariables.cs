namespace Undercast.ApiGateway;

/// <summary>The variables of one known route.</summary>
internal static class RouteVariables
{
    public static List<KeyValuePair<string, string>> Of(string route, string path)
    {
        var result = new List<KeyValuePair<string, string>>();
        var (pattern, pieces) = (route.Trim('/').Split('/'), path.Trim('/').Split('/'));
        for (var i = 0; i < pattern.Length && i < pieces.Length; i++)
        {
            if (pattern[i].EndsWith("+}", StringComparison.Ordinal)) result.Add(new(pattern[i][1..^2], Uri.UnescapeDataString(string.Join('/', pieces[i..]))));
            else if (pattern[i].StartsWith('{')) result.Add(new(pattern[i][1..^1], Uri.UnescapeDataString(pieces[i])));
        }
        return result;
    }
}
