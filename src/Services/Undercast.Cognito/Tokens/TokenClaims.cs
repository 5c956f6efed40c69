using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>The claims of ID and access tokens.</summary>
internal static class TokenClaims
{
    public static (JsonObject Id, JsonObject Access) Of(
        CallContext call, PoolRecord pool, UserPoolClientType client, UserRecord user, IReadOnlyList<GroupType> groups, DateTimeOffset authTime, string origin, string scope)
    {
        var (now, started, eventId) = (call.Now.ToUnixTimeSeconds(), authTime.ToUnixTimeSeconds(), CallContext.NewRequestId());
        JsonObject Common(string use, TimeSpan life)
        {
            var claims = new JsonObject { ["sub"] = user.Sub };
            if (groups.Count > 0) claims["cognito:groups"] = new JsonArray([.. groups.Select(g => (JsonNode)g.GroupName!)]);
            claims["iss"] = pool.Issuer;
            if (client.EnableTokenRevocation != false) claims["origin_jti"] = origin;
            claims["event_id"] = eventId;
            claims["token_use"] = use;
            claims["auth_time"] = started;
            claims["exp"] = now + (long)life.TotalSeconds;
            claims["iat"] = now;
            claims["jti"] = CallContext.NewRequestId();
            return claims;
        }
        var id = Common("id", ClientRules.IdLife(client));
        id["aud"] = client.ClientId;
        id["cognito:username"] = user.Username;
        AddRoles(id, [.. groups.Where(g => g.RoleArn is not null)]);
        foreach (var (name, value) in user.Attributes)
        {
            if (SchemaRules.MayRead(client, name)) id[name] = Value(name, value);
        }
        var access = Common("access", ClientRules.AccessLife(client));
        access["client_id"] = client.ClientId;
        access["scope"] = scope;
        access["username"] = user.Username;
        return (id, access);
    }

    // AWS: the role of the group that precedes all others; none where two groups with different roles are level (AmbiguousRoleResolution decides then).
    private static void AddRoles(JsonObject claims, IReadOnlyList<GroupType> withRoles)
    {
        if (withRoles.Count == 0) return;
        claims["cognito:roles"] = new JsonArray([.. withRoles.Select(g => g.RoleArn!).Distinct().Select(r => (JsonNode)r)]);
        var first = withRoles.Where(g => g.Precedence == withRoles[0].Precedence).Select(g => g.RoleArn!).Distinct().ToArray();
        if (first.Length == 1) claims["cognito:preferred_role"] = first[0];
    }

    private static JsonNode Value(string name, string value) => name switch
    {
        "email_verified" or "phone_number_verified" => JsonValue.Create(value is "true" or "True"),
        ExternalIdentities.Attribute => ExternalIdentities.Parse(value),
        "address" => new JsonObject { ["formatted"] = value },
        "updated_at" when long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var moment) => JsonValue.Create(moment),
        _ => JsonValue.Create(value),
    };
}
