using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Cognito;

/// <summary><c>AWS::Cognito::UserPool</c>; <c>Ref</c> is its id.</summary>
internal sealed class UserPoolResource() : ResourceType("AWS::Cognito::UserPool")
{
    internal const string Api = "cognito-idp";

    private static readonly string[] Settings =
    [
        "AccountRecoverySetting", "AdminCreateUserConfig", "AutoVerifiedAttributes", "DeletionProtection", "DeviceConfiguration", "EmailConfiguration", "EmailVerificationMessage",
        "EmailVerificationSubject", "LambdaConfig", "MfaConfiguration", "Policies", "SmsAuthenticationMessage", "SmsConfiguration", "SmsVerificationMessage", "UserAttributeUpdateSettings",
        "UserPoolAddOns", "UserPoolTier", "VerificationMessageTemplate",
    ];

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Input(call);
        input["PoolName"] = call.Text("UserPoolName") ?? call.MakeName(128);
        foreach (var name in (ReadOnlySpan<string>)["AliasAttributes", "UsernameAttributes", "UsernameConfiguration", "Schema"])
        {
            if (call.Properties[name] is { } value) input[name] = value.DeepClone();
        }
        var pool = (JsonObject)(await call.SendAsync(Api, "CreateUserPool", input))["UserPool"]!;
        return Model(call, (string)pool["Id"]!, (string)pool["Arn"]!);
    }

    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        if ((await call.TrySendAsync(Api, "DescribeUserPool", new JsonObject { ["UserPoolId"] = id }, static e => e is ResourceNotFoundException))?["UserPool"] is not JsonObject pool) return null;
        var properties = new JsonObject { ["UserPoolName"] = pool["Name"]!.DeepClone() };
        foreach (var name in (string[])[.. Settings, "AliasAttributes", "UsernameAttributes", "UsernameConfiguration", "UserPoolTags"])
        {
            if (call.Seen(name, pool[name]) is { } seen) properties[name] = seen;
        }
        // What users add is known by a longer name.
        var known = (pool["SchemaAttributes"] as JsonArray ?? []).Select(a => ((string?)a!["Name"])!.Replace("custom:", "", StringComparison.Ordinal)).ToHashSet();
        if (call.Properties["Schema"] is JsonArray wanted) properties["Schema"] = Names(call.Properties).All(n => n is not null && known.Contains(n)) ? wanted.DeepClone() : pool["SchemaAttributes"]?.DeepClone();
        return Model(call, id, (string)pool["Arn"]!) with { Properties = PropertyRules.Check(Schema, properties, out _) };
    }

    public override ValueTask<IReadOnlyList<string>> ListAsync(ResourceCall call) => call.ListAsync(Api, "ListUserPools", "UserPools", "Id", "NextToken", "NextToken", new JsonObject { ["MaxResults"] = 60 });

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var input = Input(call);
        input["UserPoolId"] = id;
        if (call.Text("UserPoolName") is { } name) input["PoolName"] = name;
        await call.SendAsync(Api, "UpdateUserPool", input);
        var before = Names(call.Previous!);
        JsonNode[] added = [.. (call.Properties["Schema"] as JsonArray ?? []).Where(a => !before.Contains((string?)a!["Name"])).Select(a => a!.DeepClone())];
        if (added.Length > 0) await call.SendAsync(Api, "AddCustomAttributes", new JsonObject { ["UserPoolId"] = id, ["CustomAttributes"] = new JsonArray(added) });
        var pool = (JsonObject)(await call.SendAsync(Api, "DescribeUserPool", new JsonObject { ["UserPoolId"] = id }))["UserPool"]!;
        return Model(call, id, (string)pool["Arn"]!);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync(Api, "DeleteUserPool", new JsonObject { ["UserPoolId"] = id }, static e => e is ResourceNotFoundException);

    // AWS: how users are named is settled when a pool is made.
    public override bool NeedsReplacement(JsonObject previous, JsonObject desired) =>
        base.NeedsReplacement(previous, desired) || ((string[])["AliasAttributes", "UsernameAttributes", "UsernameConfiguration"]).Any(p => !JsonNode.DeepEquals(previous[p], desired[p]));

    private static JsonObject Input(ResourceCall call)
    {
        call.Refuse("EnabledMfas", "WebAuthnFactorConfiguration", "WebAuthnRelyingPartyID", "WebAuthnUserVerification", "EmailAuthenticationMessage", "EmailAuthenticationSubject");
        var input = call.Pick(Settings);
        input["UserPoolTags"] = call.TagMap("UserPoolTags");
        return input;
    }

    private static HashSet<string?> Names(JsonObject properties) => [.. (properties["Schema"] as JsonArray ?? []).Select(a => (string?)a!["Name"])];

    private static ResourceModel Model(ResourceCall call, string id, string arn)
    {
        var provider = $"cognito-idp.{call.Region}.amazonaws.com/{id}";
        return new ResourceModel(id) { Attributes = new JsonObject { ["Arn"] = arn, ["ProviderName"] = provider, ["ProviderURL"] = $"https://{provider}", ["UserPoolId"] = id } };
    }
}
