using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Cognito;

/// <summary>The attribute in which a user's identities at other providers stand.</summary>
internal static class ExternalIdentities
{
    public const string Attribute = "identities";

    public static JsonArray Parse(string? text)
    {
        try
        {
            return text is not null && JsonNode.Parse(text) is JsonArray list ? list : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public static UserRecord Add(UserRecord user, ProviderRecord provider, string subject, bool isPrimary, DateTimeOffset now)
    {
        var list = Parse(user.Attribute(Attribute));
        list.Add(new JsonObject
        {
            ["userId"] = subject,
            ["providerName"] = provider.Name,
            ["providerType"] = provider.Type,
            ["issuer"] = provider.Type == "SAML" ? provider.Detail("MetadataFile") is { } file ? SamlMetadata.Read(file)?.EntityId : null : null,
            ["primary"] = isPrimary,
            ["dateCreated"] = now.ToUnixTimeMilliseconds(),
        });
        return With(user, list);
    }

    public static UserRecord Remove(UserRecord user, string provider, string subject)
    {
        var list = Parse(user.Attribute(Attribute));
        list.RemoveAll(i => (string?)i?["providerName"] == provider && (string?)i?["userId"] == subject);
        return With(user, list);
    }

    private static UserRecord With(UserRecord user, JsonArray list)
    {
        var attributes = new Dictionary<string, string>(user.Attributes);
        if (list.Count == 0) attributes.Remove(Attribute);
        else attributes[Attribute] = list.ToJsonString();
        return user with { Attributes = attributes };
    }
}
