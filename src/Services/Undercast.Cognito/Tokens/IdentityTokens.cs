using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Cognito.Identity;
using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>The tokens of identity pools: OpenID Connect tokens by which an identity acts as a role.</summary>
internal sealed class IdentityTokens(PoolKeys keys, TimeProvider time) : IIdentityTokens
{
    public const string Provider = "cognito-identity.amazonaws.com";
    private const string Issuer = "https://" + Provider;
    private const string SessionTags = "https://aws.amazon.com/tags";

    public async ValueTask<string> IssueAsync(string poolId, string identityId, IEnumerable<string> amr, TimeSpan life, IReadOnlyDictionary<string, string>? tags, CallContext call)
    {
        var claims = new JsonObject
        {
            ["sub"] = identityId,
            ["aud"] = poolId,
            ["amr"] = new JsonArray([.. amr.Select(a => (JsonNode)a)]),
            ["iss"] = Issuer,
            ["exp"] = (call.Now + life).ToUnixTimeSeconds(),
            ["iat"] = call.Now.ToUnixTimeSeconds(),
        };
        if (tags is { Count: > 0 })
        {
            var all = new JsonObject();
            foreach (var (name, value) in tags) all[name] = new JsonArray(value);
            claims[SessionTags] = new JsonObject { ["principal_tags"] = all };
        }
        return Jwt.Write(await keys.GetAsync(poolId, call.Cancelled), claims);
    }

    public async ValueTask<JsonElement?> VerifyAsync(string token, CancellationToken ct)
    {
        // Only a pool that is there has keys: others are not made for whoever asks.
        if (Jwt.Peek(token) is not { } peeked || Jwt.Text(peeked, "iss") != Issuer || Jwt.Text(peeked, "aud") is not { } poolId || await keys.FindAsync(poolId, ct) is not { } key) return null;
        return Jwt.Verify(key, token) is { } claims && Jwt.Text(claims, "sub") is not null && Jwt.Time(claims, "exp") > time.GetUtcNow() ? claims : null;
    }
}
