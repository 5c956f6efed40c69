using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>Links that are signed with version 2: what some SDKs still make by default where the service takes the path as it is.</summary>
/// <remarks>
/// <code>
/// method LF Content-MD5 LF Content-Type LF Expires LF x-amz-… headers, sorted, each with LF, then the path and those parameters that name a part of the resource
/// </code>
/// HMAC-SHA1 over that, with the secret key itself.
/// </remarks>
internal sealed class LegacySignature(ICredentialSource credentials, TimeProvider time)
{
    // AWS: "Signing and authenticating REST requests (AWS signature version 2)".
    private static readonly HashSet<string> Resources = new(StringComparer.Ordinal)
    {
        "accelerate", "acl", "analytics", "cors", "delete", "encryption", "inventory", "lifecycle", "location", "logging", "metrics", "notification", "object-lock", "ownershipControls",
        "partNumber", "policy", "policyStatus", "publicAccessBlock", "replication", "requestPayment", "response-cache-control", "response-content-disposition", "response-content-encoding",
        "response-content-language", "response-content-type", "response-expires", "restore", "select", "select-type", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning",
        "versions", "website",
    };

    /// <summary>The caller; null when the request is no such link.</summary>
    public async ValueTask<Principal?> VerifyAsync(WireRequest request, CancellationToken ct)
    {
        if (!request.Query.Contains("AWSAccessKeyId=", StringComparison.Ordinal)) return null;
        var parameters = Parse(request.Query);
        if (!parameters.TryGetValue("AWSAccessKeyId", out var id) || !parameters.TryGetValue("Signature", out var signature) || !parameters.TryGetValue("Expires", out var expires))
            throw new CommonException(CommonError.AccessDenied, "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters");
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until)) throw new CommonException(CommonError.AccessDenied, "Invalid date (should be seconds since epoch): " + expires);
        if (until < time.GetUtcNow().ToUnixTimeSeconds()) throw new CommonException(CommonError.AccessDenied, "Request has expired");
        var token = parameters.GetValueOrDefault("x-amz-security-token") ?? (request.Headers["x-amz-security-token"] is [{ } header, ..] ? header : null);
        var credential = await CheckedAsync(id, token, ct);
        if (!IsSignedBy(credential, Text(request, parameters, expires), signature)) throw SignatureErrors.DoesNotMatch(raw: true);
        return credential.Principal with { AccessKeyId = credential.AccessKeyId };
    }

    /// <summary>The credential of a key, if its session token is right and still good.</summary>
    public async ValueTask<Credential> CheckedAsync(string accessKeyId, string? token, CancellationToken ct)
    {
        var credential = await credentials.FindAsync(accessKeyId, token, ct) ?? throw SignatureErrors.UnknownKey(raw: true);
        if (credential.SessionToken is null ? !string.IsNullOrEmpty(token) : token is null || !FixedTime.Equal(credential.SessionToken, token)) throw SignatureErrors.BadToken(raw: true);
        return credential.Expires <= time.GetUtcNow() ? throw SignatureErrors.TokenExpired(raw: true) : credential;
    }

    /// <summary>Whether a text is signed with version 2.</summary>
    public static bool IsSignedBy(Credential credential, string text, string signature)
    {
        // The algorithm is the protocol's own.
#pragma warning disable CA5350
        var expected = HMACSHA1.HashData(Encoding.UTF8.GetBytes(credential.Secret), Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Convert.ToBase64String(expected)), Encoding.UTF8.GetBytes(signature));
    }

    private static string Text(WireRequest request, Dictionary<string, string> parameters, string expires)
    {
        string Given(string name) => parameters.GetValueOrDefault(name) ?? request.Headers[name].ToString();
        var text = new StringBuilder();
        text.Append(request.Method).Append('\n').Append(Given("content-md5")).Append('\n').Append(Given("content-type")).Append('\n').Append(expires).Append('\n');
        var amazon = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var header in request.Headers)
        {
            if (header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)) amazon[header.Key.ToLowerInvariant()] = string.Join(',', header.Value.Select(v => v?.Trim()));
        }
        foreach (var (name, value) in parameters)
        {
            if (name.StartsWith("x-amz-", StringComparison.Ordinal)) amazon[name] = value;
        }
        foreach (var (name, value) in amazon) text.Append(name).Append(':').Append(value).Append('\n');
        // The path has the name that the host may have carried at its head.
        text.Append(request.Path);
        var separator = '?';
        foreach (var (name, value) in parameters.Where(p => Resources.Contains(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            text.Append(separator).Append(name);
            if (value.Length > 0) text.Append('=').Append(value);
            separator = '&';
        }
        return text.ToString();
    }

    private static Dictionary<string, string> Parse(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            parameters[PercentCoding.Decode(equals < 0 ? pair : pair[..equals])] = equals < 0 ? "" : PercentCoding.Decode(pair[(equals + 1)..].Replace('+', ' '));
        }
        return parameters;
    }
}
