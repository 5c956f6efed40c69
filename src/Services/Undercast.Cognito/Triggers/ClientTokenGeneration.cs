using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>Lets a pool's function change a client's own token. AWS: of version 3 of the trigger alone.</summary>
internal static class ClientTokenGeneration
{
    private static readonly HashSet<string> Fixed = ["sub", "token_use", "scope", "auth_time", "iss", "exp", "iat", "version", "jti", "client_id", "nbf", "aud", "username"];

    public static async ValueTask ApplyAsync(TriggerCalls triggers, CallContext call, PoolRecord pool, UserPoolClientType client, JsonObject claims)
    {
        if (pool.Pool.LambdaConfig?.PreTokenGenerationConfig is not { LambdaVersion: "V3_0", LambdaArn: { } function }) return;
        var scopes = HostedClaims.Scopes((string)claims["scope"]!);
        var request = new JsonObject
        {
            ["userAttributes"] = new JsonObject(),
            ["groupConfiguration"] = new JsonObject { ["groupsToOverride"] = new JsonArray(), ["iamRolesToOverride"] = new JsonArray(), ["preferredRole"] = null },
            ["scopes"] = new JsonArray([.. scopes.Select(s => (JsonNode)s)]),
        };
        var form = new JsonObject { ["claimsAndScopeOverrideDetails"] = null };
        var response = await triggers.CallAsync(call, pool, ("PreTokenGeneration", function), "TokenGeneration_ClientCredentials", client.ClientId, client.ClientId!, request, form, "3");
        if ((response["claimsAndScopeOverrideDetails"] as JsonObject)?["accessTokenGeneration"] is not JsonObject changes) return;
        foreach (var (name, value) in changes["claimsToAddOrOverride"] as JsonObject ?? [])
        {
            if (!Fixed.Contains(name)) claims[name] = value?.DeepClone();
        }
        foreach (var name in Texts(changes["claimsToSuppress"]).Where(n => !Fixed.Contains(n))) claims.Remove(name);
        claims["scope"] = string.Join(' ', scopes.Union(Texts(changes["scopesToAdd"])).Except(Texts(changes["scopesToSuppress"])));
    }

    private static string[] Texts(JsonNode? node) => node is JsonArray list ? [.. list.OfType<JsonValue>().Select(static v => v.ToString())] : [];
}
