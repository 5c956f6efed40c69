using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Iam;

/// <summary>What roles, users and groups have in common as resources: managed policies, inline policies, tags. Their operations differ by a noun.</summary>
internal abstract class EntityType(string name, string noun, int longestName) : ResourceType(name)
{
    protected string Key { get; } = noun + "Name";

    public sealed override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var id = call.Text(Key) ?? call.MakeName(longestName);
        var input = CreateInput(call);
        input[Key] = id;
        var output = await call.MakeAsync("iam", "Create" + noun, input) ?? await call.SendAsync("iam", "Get" + noun, new JsonObject { [Key] = id });
        call.Made(id);
        foreach (var arn in ResourceCall.Texts(call.Properties, "ManagedPolicyArns")) await AttachAsync(call, id, arn);
        foreach (var policy in Inline(call.Properties)) await PutAsync(call, id, policy);
        await AfterAsync(call, id);
        return Model(id, (JsonObject)output[noun]!);
    }

    public sealed override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await ChangeAsync(call, id);
        var (before, after) = (ResourceCall.Texts(call.Previous, "ManagedPolicyArns"), ResourceCall.Texts(call.Properties, "ManagedPolicyArns"));
        foreach (var arn in before.Except(after)) await DetachAsync(call, id, arn);
        foreach (var arn in after.Except(before)) await AttachAsync(call, id, arn);
        var kept = Inline(call.Properties).Select(p => (string)p["PolicyName"]!).ToHashSet();
        foreach (var policy in Inline(call.Previous!))
        {
            if (!kept.Contains((string)policy["PolicyName"]!)) await DropAsync(call, id, (string)policy["PolicyName"]!);
        }
        foreach (var policy in Inline(call.Properties)) await PutAsync(call, id, policy);
        await AfterAsync(call, id);
        return Model(id, (JsonObject)(await call.SendAsync("iam", "Get" + noun, new JsonObject { [Key] = id }))[noun]!);
    }

    public sealed override ValueTask<IReadOnlyList<string>> ListAsync(ResourceCall call) => call.ListAsync("iam", $"List{noun}s", noun + "s", Key, "Marker", "Marker");

    public sealed override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        var named = new JsonObject { [Key] = id };
        if ((await call.TrySendAsync("iam", "Get" + noun, named, IsGone))?[noun] is not JsonObject entity) return null;
        var properties = new JsonObject { [Key] = id };
        foreach (var name in (string[])["Path", "Description", "MaxSessionDuration", "Tags"])
        {
            if (entity[name] is { } value && value is not JsonArray { Count: 0 } && Schema.Properties.Properties.ContainsKey(name)) properties[name] = value.DeepClone();
        }
        if ((string?)entity["AssumeRolePolicyDocument"] is { } trust) properties["AssumeRolePolicyDocument"] = JsonNode.Parse(Uri.UnescapeDataString(trust));
        if ((string?)entity["PermissionsBoundary"]?["PermissionsBoundaryArn"] is { } boundary) properties["PermissionsBoundary"] = boundary;
        if ((await call.SendAsync("iam", $"ListAttached{noun}Policies", named))["AttachedPolicies"] is JsonArray { Count: > 0 } attached) properties["ManagedPolicyArns"] = new JsonArray([.. attached.Select(p => p!["PolicyArn"]?.DeepClone())]);
        var inline = new JsonArray();
        foreach (var policy in (await call.SendAsync("iam", $"List{noun}Policies", named))["PolicyNames"] as JsonArray ?? [])
        {
            var text = (string)(await call.SendAsync("iam", $"Get{noun}Policy", new JsonObject { [Key] = id, ["PolicyName"] = policy!.DeepClone() }))["PolicyDocument"]!;
            inline.Add(new JsonObject { ["PolicyName"] = policy.DeepClone(), ["PolicyDocument"] = JsonNode.Parse(Uri.UnescapeDataString(text)) });
        }
        if (inline.Count > 0) properties["Policies"] = inline;
        return Model(id, entity) with { Properties = PropertyRules.Check(Schema, properties, out _) };
    }

    public sealed override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        // What else has been attached meanwhile keeps the entity: AWS answers a delete conflict then.
        await BeforeDeleteAsync(call, id);
        foreach (var arn in ResourceCall.Texts(call.Properties, "ManagedPolicyArns")) await DetachAsync(call, id, arn);
        foreach (var policy in Inline(call.Properties)) await DropAsync(call, id, (string)policy["PolicyName"]!);
        await call.TrySendAsync("iam", "Delete" + noun, new JsonObject { [Key] = id }, IsGone);
    }

    protected abstract JsonObject CreateInput(ResourceCall call);

    protected abstract ValueTask ChangeAsync(ResourceCall call, string id);

    protected virtual ValueTask AfterAsync(ResourceCall call, string id) => ValueTask.CompletedTask;

    protected virtual ValueTask BeforeDeleteAsync(ResourceCall call, string id) => ValueTask.CompletedTask;

    protected abstract ResourceModel Model(string id, JsonObject entity);

    protected static bool IsGone(Kernel.AwsException e) => e is NoSuchEntityException;

    protected ValueTask RetagAsync(ResourceCall call, string id) => call.RetagAsync(new TagOperations("iam", $"List{noun}Tags", $"Tag{noun}", $"Untag{noun}", Key) { AsList = true }, id);

    /// <summary>Sets, changes or takes away the permissions boundary.</summary>
    protected async ValueTask BoundAsync(ResourceCall call, string id)
    {
        if (call.Text("PermissionsBoundary") is { } boundary) await call.SendAsync("iam", $"Put{noun}PermissionsBoundary", new JsonObject { [Key] = id, ["PermissionsBoundary"] = boundary });
        else if (call.Previous?["PermissionsBoundary"] is not null) await call.TrySendAsync("iam", $"Delete{noun}PermissionsBoundary", new JsonObject { [Key] = id }, IsGone);
    }

    private static IEnumerable<JsonObject> Inline(JsonObject properties) => (properties["Policies"] as JsonArray ?? []).OfType<JsonObject>();

    private async ValueTask AttachAsync(ResourceCall call, string id, string arn) =>
        await call.SendAsync("iam", $"Attach{noun}Policy", new JsonObject { [Key] = id, ["PolicyArn"] = arn });

    private async ValueTask DetachAsync(ResourceCall call, string id, string arn) =>
        await call.TrySendAsync("iam", $"Detach{noun}Policy", new JsonObject { [Key] = id, ["PolicyArn"] = arn }, IsGone);

    private async ValueTask PutAsync(ResourceCall call, string id, JsonObject policy) =>
        await call.SendAsync("iam", $"Put{noun}Policy", new JsonObject { [Key] = id, ["PolicyName"] = policy["PolicyName"]!.DeepClone(), ["PolicyDocument"] = ResourceCall.DocumentOf(policy["PolicyDocument"]) });

    private async ValueTask DropAsync(ResourceCall call, string id, string policy) =>
        await call.TrySendAsync("iam", $"Delete{noun}Policy", new JsonObject { [Key] = id, ["PolicyName"] = policy }, IsGone);
}

/// <summary><c>AWS::IAM::Role</c>; <c>Ref</c> is its name.</summary>
internal sealed class RoleType() : EntityType("AWS::IAM::Role", "Role", 64)
{
    protected override JsonObject CreateInput(ResourceCall call)
    {
        var input = call.Pick("Path", "Description", "MaxSessionDuration", "PermissionsBoundary");
        input["AssumeRolePolicyDocument"] = call.Document("AssumeRolePolicyDocument");
        if (call.TagList() is { } tags) input["Tags"] = tags;
        return input;
    }

    protected override async ValueTask ChangeAsync(ResourceCall call, string id)
    {
        await call.SendAsync("iam", "UpdateAssumeRolePolicy", new JsonObject { [Key] = id, ["PolicyDocument"] = call.Document("AssumeRolePolicyDocument") });
        await call.SendAsync("iam", "UpdateRole", new JsonObject { [Key] = id, ["Description"] = call.Text("Description") ?? "", ["MaxSessionDuration"] = (long?)call.Properties["MaxSessionDuration"] ?? 3600 });
        await BoundAsync(call, id);
        await RetagAsync(call, id);
    }

    protected override ResourceModel Model(string id, JsonObject entity) => new(id)
    {
        Attributes = new JsonObject { ["Arn"] = (string?)entity["Arn"], ["RoleId"] = (string?)entity["RoleId"] },
    };
}

/// <summary><c>AWS::IAM::User</c>; <c>Ref</c> is its name.</summary>
internal sealed class UserType() : EntityType("AWS::IAM::User", "User", 64)
{
    protected override JsonObject CreateInput(ResourceCall call)
    {
        var input = call.Pick("Path", "PermissionsBoundary");
        if (call.TagList() is { } tags) input["Tags"] = tags;
        return input;
    }

    protected override async ValueTask ChangeAsync(ResourceCall call, string id)
    {
        if (call.Text("Path") is { } path && path != (string?)call.Previous?["Path"]) await call.SendAsync("iam", "UpdateUser", new JsonObject { [Key] = id, ["NewPath"] = path });
        await BoundAsync(call, id);
        await RetagAsync(call, id);
    }

    protected override async ValueTask AfterAsync(ResourceCall call, string id)
    {
        var (before, after) = (ResourceCall.Texts(call.Previous, "Groups"), ResourceCall.Texts(call.Properties, "Groups"));
        foreach (var group in before.Except(after)) await LeaveAsync(call, id, group);
        foreach (var group in after.Except(before)) await call.SendAsync("iam", "AddUserToGroup", new JsonObject { [Key] = id, ["GroupName"] = group });
        await SetPasswordAsync(call, id);
    }

    /// <summary>Gives, changes or takes away the password.</summary>
    private async ValueTask SetPasswordAsync(ResourceCall call, string id)
    {
        var (before, after) = (call.Previous?["LoginProfile"], call.Properties["LoginProfile"]);
        if (JsonNode.DeepEquals(before, after)) return;
        if (after is not JsonObject profile)
        {
            await DropPasswordAsync(call, id);
            return;
        }
        var input = new JsonObject { [Key] = id, ["Password"] = profile["Password"]!.DeepClone(), ["PasswordResetRequired"] = profile["PasswordResetRequired"]?.DeepClone() ?? false };
        await call.SendAsync("iam", before is null ? "CreateLoginProfile" : "UpdateLoginProfile", input);
    }

    private async ValueTask DropPasswordAsync(ResourceCall call, string id) => await call.TrySendAsync("iam", "DeleteLoginProfile", new JsonObject { [Key] = id }, IsGone);

    protected override async ValueTask BeforeDeleteAsync(ResourceCall call, string id)
    {
        foreach (var group in ResourceCall.Texts(call.Properties, "Groups")) await LeaveAsync(call, id, group);
        if (call.Properties["LoginProfile"] is not null) await DropPasswordAsync(call, id);
    }

    private async ValueTask LeaveAsync(ResourceCall call, string id, string group) =>
        await call.TrySendAsync("iam", "RemoveUserFromGroup", new JsonObject { [Key] = id, ["GroupName"] = group }, IsGone);

    protected override ResourceModel Model(string id, JsonObject entity) => new(id) { Attributes = new JsonObject { ["Arn"] = (string?)entity["Arn"] } };
}

/// <summary><c>AWS::IAM::Group</c>; <c>Ref</c> is its name.</summary>
internal sealed class GroupType() : EntityType("AWS::IAM::Group", "Group", 128)
{
    protected override JsonObject CreateInput(ResourceCall call) => call.Pick("Path");

    protected override async ValueTask ChangeAsync(ResourceCall call, string id)
    {
        if (call.Text("Path") is { } path && path != (string?)call.Previous?["Path"]) await call.SendAsync("iam", "UpdateGroup", new JsonObject { [Key] = id, ["NewPath"] = path });
    }

    protected override ResourceModel Model(string id, JsonObject entity) => new(id) { Attributes = new JsonObject { ["Arn"] = (string?)entity["Arn"] } };
}
