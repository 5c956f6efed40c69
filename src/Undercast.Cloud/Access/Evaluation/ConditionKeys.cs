using System.Globalization;
using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>The values of a condition key: mostly one, sometimes several.</summary>
internal readonly struct KeyValues
{
    private readonly string? _one;
    private readonly IReadOnlyList<string>? _many;

    public KeyValues(string one) => _one = one;

    public KeyValues(IReadOnlyList<string> many) => _many = many;

    public int Count => _one is not null ? 1 : _many?.Count ?? 0;

    public string this[int index] => _one ?? _many![index];
}

/// <summary>The condition keys of one request, worked out when a policy asks for them. Names are lower case.</summary>
internal abstract class ConditionKeys
{
    /// <summary>The values of a key; false when the request does not have it.</summary>
    public abstract bool TryGet(string key, out KeyValues values);
}

/// <summary>The keys that every request has, and behind them those of the service.</summary>
internal sealed class RequestKeys(AccessRequest request) : ConditionKeys
{
    private const string PrincipalTag = "aws:principaltag/";
    private const string ResourceTag = "aws:resourcetag/";
    private const string MultiFactor = "aws:multifactorauth";

    private Dictionary<string, List<string>>? _service;

    public override bool TryGet(string key, out KeyValues values)
    {
        values = default;
        // A code that comes with the call itself counts for more than what its session was opened with.
        if (key.StartsWith(MultiFactor, StringComparison.Ordinal) && OfService(key, out values)) return true;
        if (Given(key, out values)) return true;
        if (Global(key) is { } one)
        {
            values = new KeyValues(one);
            return true;
        }
        return OfService(key, out values);
    }

    // What the caller of the evaluator and the session say comes first.
    private bool Given(string key, out KeyValues values)
    {
        values = default;
        if (request.MoreKeys is { } more)
        {
            foreach (var (name, value) in more)
            {
                if (!name.Equals(key, StringComparison.OrdinalIgnoreCase)) continue;
                values = new KeyValues(value);
                return true;
            }
        }
        foreach (var (name, many) in request.Subject.Policies.Keys)
        {
            if (!name.Equals(key, StringComparison.OrdinalIgnoreCase)) continue;
            values = new KeyValues(many);
            return true;
        }
        if (request.Subject.Principal.SessionFacts is not { } facts) return false;
        foreach (var (name, value) in facts)
        {
            if (!name.Equals(key, StringComparison.OrdinalIgnoreCase)) continue;
            values = new KeyValues(value);
            return true;
        }
        return false;
    }

    private string? Global(string key)
    {
        if (!key.StartsWith("aws:", StringComparison.Ordinal)) return null;
        var call = request.Call;
        var principal = request.Subject.Principal;
        var isService = principal.Kind == PrincipalKind.Service;
        var isKnown = principal.Kind is not (PrincipalKind.Anonymous or PrincipalKind.Service);
        switch (key)
        {
            case "aws:currenttime": return call.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            case "aws:epochtime": return call.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            case "aws:securetransport": return call.SecureTransport ? "true" : "false";
            case "aws:sourceip": return isService ? null : call.SourceIp;
            case "aws:useragent": return call.UserAgent;
            case "aws:requestedregion": return call.Region;
            case "aws:principalarn": return isKnown ? request.Subject.PolicyArn : null;
            case "aws:principalaccount": return isKnown ? principal.Account : null;
            case "aws:principaltype": return principal.Kind switch
            {
                PrincipalKind.Anonymous => "Anonymous",
                PrincipalKind.Root => "Account",
                PrincipalKind.User => "User",
                PrincipalKind.AssumedRole => "AssumedRole",
                PrincipalKind.FederatedUser => "FederatedUser",
                _ => null,
            };
            case "aws:principalisawsservice": return isService ? "true" : "false";
            case "aws:principalservicename": return isService ? principal.Arn : null;
            case "aws:principalservicenameslist": return isService ? principal.Arn : null;
            case "aws:viaawsservice": return "false";
            case "aws:userid": return isKnown ? principal.Id : null;
            case "aws:username": return request.Subject.Policies.UserName;
            case MultiFactor + "present": return request.Subject.Policies.HasMfa is { } has ? has ? "true" : "false" : null;
            case MultiFactor + "age": return request.Subject.Policies.MfaAt is { } at ? ((long)(call.Now - at).TotalSeconds).ToString(CultureInfo.InvariantCulture) : null;
            case "aws:resourceaccount": return request.Owner;
            case "aws:sourceaccount": return isService ? principal.Account : null;
        }
        if (key.StartsWith(PrincipalTag, StringComparison.Ordinal)) return Find(request.Subject.Policies.Tags, key.AsSpan(PrincipalTag.Length));
        return key.StartsWith(ResourceTag, StringComparison.Ordinal) && request.Facts?.Tags is { } tags ? Find(tags, key.AsSpan(ResourceTag.Length)) : null;
    }

    // AWS: names of keys, and so of tags in them, are not case-sensitive.
    private static string? Find(IReadOnlyDictionary<string, string> tags, ReadOnlySpan<char> name)
    {
        foreach (var (key, value) in tags)
        {
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase)) return value;
        }
        return null;
    }

    private bool OfService(string key, out KeyValues values)
    {
        values = default;
        if (request.ServiceKeys is null) return false;
        if (_service is null)
        {
            var found = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
            request.ServiceKeys((name, value) =>
            {
                if (!found.TryGetValue(name, out var list)) found[name] = list = [];
                list.Add(value);
            });
            _service = found;
        }
        if (!_service.TryGetValue(key, out var many)) return false;
        values = new KeyValues(many);
        return true;
    }
}
