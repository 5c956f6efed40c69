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
        var answer = path.EndsWith(Keys, StringComparison.Ordinal) ? await KeysOfAsync(pool, ct) : ConfigurationOf(pool);
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

    private static JsonObject ConfigurationOf(PoolRecord pool) => new()
    {
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["issuer"] = pool.Issuer,
        ["jwks_uri"] = pool.Issuer + Keys,
        ["response_types_supported"] = new JsonArray("code", "token"),
        ["scopes_supported"] = new JsonArray("openid", "email", "phone", "profile"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_basic", "client_secret_post"),
    };

    private static string? PoolOf(string path)
    {
        foreach (var end in (ReadOnlySpan<string>)[Keys, Configuration])
        {
            if (path.EndsWith(end, StringComparison.Ordinal) && path.Length > end.Length + 1) return path[1..^end.Length];
        }
        return null;
    }
}
