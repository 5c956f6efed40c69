using System.Buffers.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>What verifiers of tokens read: <c>/{poolId}/.well-known/jwks.json</c> and <c>openid-configuration</c>, on any host.</summary>
internal sealed class WellKnown(IStore store, PoolKeys keys) : IDataPlane
{
    private const string Keys = "/.well-known/jwks.json";
    private const string Configuration = "/.well-known/openid-configuration";

    public bool Claims(string host, string path) =>
        path.Contains("/.well-known/", StringComparison.Ordinal) && PoolOf(path) is { } pool && pool.Contains('_', StringComparison.Ordinal) && !pool.Contains('/', StringComparison.Ordinal);

    public async Task ServeAsync(HttpContext context)
    {
        var (path, ct) = (context.Request.Path.Value!, context.RequestAborted);
        if (await store.ReadAsync(tx => CognitoTables.Pools.GetAsync(tx, new IdKey(PoolOf(path)!)), ct) is not { } pool)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var answer = path.EndsWith(Keys, StringComparison.Ordinal) ? await KeysOfAsync(pool, ct) : ConfigurationOf(pool, context.Request);
        // Public by nature; verifiers run in browsers too.
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), ct);
    }

    private async ValueTask<JsonObject> KeysOfAsync(PoolRecord pool, CancellationToken ct)
    {
        var key = await keys.GetAsync(pool.Id, ct);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["alg"] = "RS256",
                ["e"] = Base64Url.EncodeToString(key.Public.Exponent),
                ["kid"] = key.Id,
                ["kty"] = "RSA",
                ["n"] = Base64Url.EncodeToString(key.Public.Modulus),
                ["use"] = "sig",
            }),
        };
    }

    private static JsonObject ConfigurationOf(PoolRecord pool, HttpRequest request)
    {
        var answer = new JsonObject
        {
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["issuer"] = pool.Issuer,
            ["jwks_uri"] = pool.Issuer + Keys,
            ["response_types_supported"] = new JsonArray("code", "token"),
            ["scopes_supported"] = new JsonArray("openid", "email", "phone", "profile"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "client_secret_post"),
        };
        if (HostedOf(pool, request) is not { } hosted) return answer;
        foreach (var (name, path) in (ReadOnlySpan<(string, string)>)[("authorization_endpoint", "/oauth2/authorize"), ("token_endpoint", "/oauth2/token"), ("userinfo_endpoint", "/oauth2/userInfo"),
            ("revocation_endpoint", "/oauth2/revoke"), ("end_session_endpoint", "/logout")]) answer[name] = hosted + path;
        return answer;
    }

    /// <summary>Where the pool's domain is reached by whoever asks: by AWS's name as on AWS, otherwise below the host that was asked, which needs no other name to resolve.</summary>
    private static string? HostedOf(PoolRecord pool, HttpRequest request)
    {
        if (pool.Pool.Domain is null && pool.Pool.CustomDomain is null) return null;
        if (request.Host.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal)) return $"https://{pool.Pool.CustomDomain ?? $"{pool.Pool.Domain}.auth.{pool.Region}.amazoncognito.com"}";
        return $"{request.Scheme}://{request.Host.Value}/_aws/auth/{(pool.Pool.Domain is { } prefix ? $"{pool.Region}/{prefix}" : $"{HostedTables.Custom}/{pool.Pool.CustomDomain}")}";
    }

    private static string? PoolOf(string path)
    {
        foreach (var end in (ReadOnlySpan<string>)[Keys, Configuration])
        {
            if (path.EndsWith(end, StringComparison.Ordinal) && path.Length > end.Length + 1) return path[1..^end.Length];
        }
        return null;
    }
}
