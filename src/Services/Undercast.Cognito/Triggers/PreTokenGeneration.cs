using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>Lets a pool's function change the claims of tokens before they are signed.</summary>
internal static class PreTokenGeneration
{
    // AWS: claims that a function can neither set nor take away.
    private static readonly HashSet<string> Fixed =
    [
        "acr", "amr", "at_hash", "auth_time", "azp", "cognito:default_role", "cognito:groups", "cognito:preferred_role", "cognito:roles", "cognito:username", "event_id", "exp", "iat", "identities",
        "iss", "jti", "nbf", "nonce", "origin_jti", "sub", "token_use", "username", "aud", "client_id", "device_key", "version",
    ];

    public static async ValueTask ApplyAsync(
        TriggerCalls triggers, CallContext call, PoolRecord pool, UserPoolClientType client, UserRecord user, IReadOnlyList<GroupType> groups, string source, IReadOnlyDictionary<string, string>? metadata,
        JsonObject id, JsonObject access)
    {
        var config = pool.Pool.LambdaConfig;
        if ((config?.PreTokenGenerationConfig?.LambdaArn ?? config?.PreTokenGeneration) is not { } function) return;
        var version = config?.PreTokenGenerationConfig?.LambdaVersion ?? "V1_0";
        var second = version != "V1_0";
        var request = new JsonObject
        {
            ["userAttributes"] = TriggerCalls.Attributes(user),
            ["groupConfiguration"] = new JsonObject
            {
                ["groupsToOverride"] = new JsonArray([.. groups.Select(g => (JsonNode)g.GroupName!)]),
                ["iamRolesToOverride"] = new JsonArray([.. groups.Where(g => g.RoleArn is not null).Select(g => (JsonNode)g.RoleArn!)]),
                ["preferredRole"] = id["cognito:preferred_role"]?.DeepClone(),
            },
            ["clientMetadata"] = TriggerCalls.Map(metadata),
        };
        if (second) request["scopes"] = new JsonArray([.. ((string)access["scope"]!).Split(' ').Select(s => (JsonNode)s)]);
        var form = new JsonObject { [second ? "claimsAndScopeOverrideDetails" : "claimsOverrideDetails"] = null };
        var response = await triggers.CallAsync(call, pool, ("PreTokenGeneration", function), source, client.ClientId, user.Username, request, form, version[1..2]);
        if (response[second ? "claimsAndScopeOverrideDetails" : "claimsOverrideDetails"] is not JsonObject details) return;

        if (second)
        {
            Override(id, details["idTokenGeneration"] as JsonObject);
            Override(access, details["accessTokenGeneration"] as JsonObject);
            if (details["accessTokenGeneration"] is JsonObject scopes) access["scope"] = string.Join(' ', ((string)access["scope"]!).Split(' ').Union(Texts(scopes["scopesToAdd"])).Except(Texts(scopes["scopesToSuppress"])));
        }
        else Override(id, details);
        if (details["groupOverrideDetails"] is not JsonObject override_) return;
        foreach (var token in (ReadOnlySpan<JsonObject>)[id, access]) Set(token, "cognito:groups", override_["groupsToOverride"]);
        Set(id, "cognito:roles", override_["iamRolesToOverride"]);
        Set(id, "cognito:preferred_role", override_["preferredRole"]);
    }

    private static void Override(JsonObject claims, JsonObject? details)
    {
        foreach (var (name, value) in details?["claimsToAddOrOverride"] as JsonObject ?? [])
        {
            if (!Fixed.Contains(name)) claims[name] = value?.DeepClone();
        }
        foreach (var name in Texts(details?["claimsToSuppress"]))
        {
            if (!Fixed.Contains(name)) claims.Remove(name);
        }
    }

    private static void Set(JsonObject claims, string name, JsonNode? value)
    {
        if (value is null or JsonArray { Count: 0 }) claims.Remove(name);
        else claims[name] = value.DeepClone();
    }

    private static string[] Texts(JsonNode? node) => node is JsonArray list ? [.. list.OfType<JsonValue>().Select(v => v.ToString())] : [];
}
