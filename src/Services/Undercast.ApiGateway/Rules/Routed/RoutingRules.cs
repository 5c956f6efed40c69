using Microsoft.AspNetCore.Http;

namespace Undercast.ApiGateway.Routed;

/// <summary>Rules by which requests to a custom domain find their API: by base path, by headers, by both, or always.</summary>
internal static class RoutingRules
{
    // AWS: two conditions on headers and one on base paths at most.
    private const int MostHeaderConditions = 2;

    public static void Check(IReadOnlyList<RoutingRuleAction> actions, IReadOnlyList<RoutingRuleCondition> conditions)
    {
        if (actions.Count != 1) throw Faults.Bad("Exactly one action is required for a routing rule");
        if (conditions.Any(static c => (c.MatchBasePaths is null) == (c.MatchHeaders is null))) throw Faults.Bad("A condition must have either matchBasePaths or matchHeaders");
        if (conditions.Count(static c => c.MatchBasePaths is not null) > 1 || conditions.Count(static c => c.MatchHeaders is not null) > MostHeaderConditions)
            throw Faults.Bad("A routing rule can have up to two matchHeaders conditions and one matchBasePaths condition");
        foreach (var condition in conditions)
        {
            foreach (var path in condition.MatchBasePaths?.AnyOf ?? []) DomainRules.CheckKey(path, true);
            foreach (var header in condition.MatchHeaders?.AnyOf ?? [])
            {
                // AWS: a star stands at an end of a value, or at both.
                if (header.Header.Length == 0 || header.ValueGlob.Length == 0 || header.ValueGlob.Trim('*').Contains('*', StringComparison.Ordinal)) throw Faults.Bad($"Invalid header value glob specified: {header.ValueGlob}");
            }
        }
    }

    /// <summary>Where a request goes by the first rule that fits; null when none does.</summary>
    public static ApiAddress? Find(IEnumerable<RoutingRule> rules, IHeaderDictionary headers, string path, string host)
    {
        foreach (var rule in rules.OrderBy(static r => r.Priority))
        {
            string? basePath = null;
            if (!rule.Conditions!.All(c => c.MatchHeaders is { } wanted ? wanted.AnyOf.Any(h => Fits(headers, h)) : (basePath = c.MatchBasePaths!.AnyOf.Where(b => IsUnder(path, b)).MaxBy(static b => b.Length)) is not null)) continue;
            var target = rule.Actions![0].InvokeApi;
            var rest = target.StripBasePath == true && basePath is { Length: > 0 } ? path[(basePath.Length + 1)..] : path;
            return new ApiAddress(target.ApiId, target.Stage, rest.Length == 0 ? "/" : rest, path, host);
        }
        return null;
    }

    /// <summary>Whether a path's first pieces are those of a base path.</summary>
    public static bool IsUnder(string path, string basePath) =>
        basePath.Length == 0 || (path.AsSpan(1).StartsWith(basePath, StringComparison.Ordinal) && (path.Length == basePath.Length + 1 || path[basePath.Length + 1] == '/'));

    private static bool Fits(IHeaderDictionary headers, RoutingRuleMatchHeaderValue wanted)
    {
        var glob = wanted.ValueGlob;
        var text = glob.Trim('*');
        return headers.TryGetValue(wanted.Header, out var values) && values.Any(value => (glob[0] == '*', glob[^1] == '*') switch
        {
            (false, false) => value == text,
            (false, true) => value!.StartsWith(text, StringComparison.Ordinal),
            (true, false) => value!.EndsWith(text, StringComparison.Ordinal),
            _ => value!.Contains(text, StringComparison.Ordinal),
        });
    }
}
