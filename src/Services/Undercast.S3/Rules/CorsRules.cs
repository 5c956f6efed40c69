namespace Undercast.S3;

/// <summary>Which pages may use a bucket.</summary>
internal static class CorsRules
{
    private static readonly string[] Methods = ["GET", "PUT", "HEAD", "POST", "DELETE"];

    public static void Check(CORSConfiguration cors)
    {
        if (cors.CORSRules.Count is 0 or > 100) throw new MalformedXml();
        foreach (var rule in cors.CORSRules)
        {
            if (rule.AllowedMethods.Count == 0 || rule.AllowedOrigins.Count == 0) throw new MalformedXml();
            foreach (var method in rule.AllowedMethods)
            {
                if (Array.IndexOf(Methods, method) < 0) throw new InvalidRequest($"Found unsupported HTTP method in CORS config. Unsupported method is {method}");
            }
            foreach (var origin in rule.AllowedOrigins)
            {
                if (origin.Count(c => c == '*') > 1) throw new InvalidRequest($"AllowedOrigin \"{origin}\" can not have more than one wildcard.");
            }
            foreach (var header in rule.AllowedHeaders ?? [])
            {
                if (header.Count(c => c == '*') > 1) throw new InvalidRequest($"AllowedHeader \"{header}\" can not have more than one wildcard.");
            }
            foreach (var header in rule.ExposeHeaders ?? [])
            {
                if (header.Contains('*', StringComparison.Ordinal)) throw new InvalidRequest($"ExposeHeader \"{header}\" contains wildcard. We currently do not support wildcard for ExposeHeader.");
            }
        }
    }

    /// <summary>The first rule that lets a page make a request, or null.</summary>
    public static CORSRule? Find(CORSConfiguration cors, string origin, string method, IReadOnlyList<string> headers)
    {
        foreach (var rule in cors.CORSRules)
        {
            if (rule.AllowedMethods.Contains(method) && rule.AllowedOrigins.Any(o => Fits(o, origin)) && headers.All(h => rule.AllowedHeaders?.Any(a => Fits(a, h)) == true)) return rule;
        }
        return null;
    }

    private static bool Fits(string pattern, string text)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return pattern.Equals(text, StringComparison.OrdinalIgnoreCase);
        return text.Length >= pattern.Length - 1 && text.StartsWith(pattern[..star], StringComparison.OrdinalIgnoreCase) && text.EndsWith(pattern[(star + 1)..], StringComparison.OrdinalIgnoreCase);
    }
}
