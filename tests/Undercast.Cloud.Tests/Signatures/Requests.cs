using Microsoft.AspNetCore.Http;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud.Tests.Signatures;

internal static class Requests
{
    public const string Key = "AKIDEXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public static WireRequest Make(string method = "POST", string path = "/", string query = "", params (string Name, string Value)[] headers)
    {
        var all = new HeaderDictionary { ["Host"] = "queue.us-east-1.amazonaws.com" };
        foreach (var (name, value) in headers) all[name] = value;
        return new WireRequest { Method = method, Path = path, Query = query, Headers = all };
    }

    public static WireRequest With(this WireRequest r, string? method = null, string? path = null, string? query = null)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in r.Headers) headers[name] = value;
        return new WireRequest { Method = method ?? r.Method, Path = path ?? r.Path, Query = query ?? r.Query, Headers = headers };
    }

    public static WireRequest WithHeader(this WireRequest r, string name, string? value)
    {
        var copy = r.With();
        if (value is null) copy.Headers.Remove(name);
        else copy.Headers[name] = value;
        return copy;
    }

    public static SigV4Signer Signer(bool raw = false, string? token = null, bool asymmetric = false, string region = "us-east-1") =>
        new(Key, Secret, region, "queue") { RawPath = raw, SessionToken = token, Asymmetric = asymmetric };

    public static SignatureVerifier Verifier(DateTimeOffset? now = null, string? token = null, DateTimeOffset? expires = null) =>
        new(FixedCredentials.Of(Key, Secret, token, expires), new FixedClock(now ?? Now));

    public static async Task<CallerIdentity?> VerifyAsync(WireRequest request, bool raw = false, SignatureVerifier? verifier = null, byte[]? body = null)
    {
        var identity = await (verifier ?? Verifier()).VerifyAsync(request, "queue", raw, default);
        identity?.VerifyBody(body ?? []);
        return identity;
    }

    public static async Task<CommonException> RefusedAsync(WireRequest request, bool raw = false, SignatureVerifier? verifier = null, byte[]? body = null) =>
        await Assert.ThrowsAsync<CommonException>(() => VerifyAsync(request, raw, verifier, body));

    public static string Payload(this WireRequest r, string hash)
    {
        r.Headers["x-amz-content-sha256"] = hash;
        return hash;
    }
}
