namespace Undercast.S3;

/// <summary>Settings of websites, and what they make of a request.</summary>
internal static class WebsiteRules
{
    public static void Check(WebsiteConfiguration website)
    {
        if (website.RedirectAllRequestsTo is { } all)
        {
            if (website.IndexDocument is not null || website.ErrorDocument is not null || website.RoutingRules is not null)
                throw new InvalidArgument("RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.", "RedirectAllRequestsTo", "not null");
            CheckProtocol(all.Protocol);
            return;
        }
        if (website.IndexDocument is null) throw new InvalidArgument("A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty", "IndexDocument", "null");
        if (website.IndexDocument.Suffix is not { Length: > 0 } suffix || suffix.Contains('/', StringComparison.Ordinal)) throw new InvalidArgument("The IndexDocument Suffix is not well formed", "IndexDocument", website.IndexDocument.Suffix);
        if (website.RoutingRules is { Count: > 50 }) throw new InvalidRequest($"{website.RoutingRules.Count} routing rules provided, the number of routing rules in a website configuration is limited to 50.");
        foreach (var rule in website.RoutingRules ?? [])
        {
            CheckProtocol(rule.Redirect.Protocol);
            if (rule.Redirect is { ReplaceKeyWith: not null, ReplaceKeyPrefixWith: not null }) throw new InvalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
            if (rule.Condition is { HttpErrorCodeReturnedEquals: null, KeyPrefixEquals: null })
                throw new InvalidRequest("Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.");
        }
    }

    /// <summary>The first rule that fits; <paramref name="status"/> is null before the object was looked for.</summary>
    public static RoutingRule? Find(WebsiteConfiguration website, string key, int? status)
    {
        foreach (var rule in website.RoutingRules ?? [])
        {
            var condition = rule.Condition;
            if (condition?.KeyPrefixEquals is { } prefix && !key.StartsWith(prefix, StringComparison.Ordinal)) continue;
            if (condition?.HttpErrorCodeReturnedEquals is { } code ? status is null || code != $"{status}" : status is not null) continue;
            return rule;
        }
        return null;
    }

    /// <summary>Where a rule sends the client.</summary>
    public static (int Status, string Location) Apply(RoutingRule rule, string key, string scheme, string host)
    {
        var redirect = rule.Redirect;
        var target = redirect.ReplaceKeyWith ?? (redirect.ReplaceKeyPrefixWith is { } prefix ? prefix + key[(rule.Condition?.KeyPrefixEquals?.Length ?? 0)..] : key);
        return (int.TryParse(redirect.HttpRedirectCode, out var code) ? code : 301, $"{redirect.Protocol ?? scheme}://{redirect.HostName ?? host}/{Listing.Encode(target, true)}");
    }

    private static void CheckProtocol(string? protocol)
    {
        if (protocol is not (null or "http" or "https")) throw new InvalidRequest("Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.");
    }
}
