using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Iam;

/// <summary><c>AWS::IAM::AccessKey</c>; <c>Ref</c> is its id.</summary>
internal sealed class AccessKeyType() : ResourceType("AWS::IAM::AccessKey")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var key = (JsonObject)(await call.SendAsync("iam", "CreateAccessKey", call.Pick("UserName")))["AccessKey"]!;
        var id = (string)key["AccessKeyId"]!;
        if (call.Text("Status") == "Inactive") await SetAsync(call, id, "Inactive");
        return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id, ["SecretAccessKey"] = (string)key["SecretAccessKey"]! } };
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await SetAsync(call, id, call.Text("Status") ?? "Active");
        return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id } };
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("iam", "DeleteAccessKey", new JsonObject { ["UserName"] = call.Text("UserName"), ["AccessKeyId"] = id }, static e => e is NoSuchEntityException);

    private static async ValueTask SetAsync(ResourceCall call, string id, string status) =>
        await call.SendAsync("iam", "UpdateAccessKey", new JsonObject { ["UserName"] = call.Text("UserName"), ["AccessKeyId"] = id, ["Status"] = status });
}

/// <summary><c>AWS::IAM::InstanceProfile</c>; <c>Ref</c> is its name.</summary>
internal sealed class InstanceProfileType() : ResourceType("AWS::IAM::InstanceProfile")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = call.Pick("Path");
        var name = call.Text("InstanceProfileName") ?? call.MakeName(128);
        input["InstanceProfileName"] = name;
        var made = await call.MakeAsync("iam", "CreateInstanceProfile", input) ?? await call.SendAsync("iam", "GetInstanceProfile", new JsonObject { ["InstanceProfileName"] = name });
        var profile = (JsonObject)made["InstanceProfile"]!;
        call.Made(name);
        // An attempt before this one may have added them, and a profile has room for one.
        var there = (profile["Roles"] as JsonArray ?? []).Select(r => (string)r!["RoleName"]!);
        foreach (var role in ResourceCall.Texts(call.Properties, "Roles").Except(there)) await AddAsync(call, name, role);
        return Model(name, profile);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var (before, after) = (ResourceCall.Texts(call.Previous, "Roles"), ResourceCall.Texts(call.Properties, "Roles"));
        foreach (var role in before.Except(after)) await RemoveAsync(call, id, role);
        foreach (var role in after.Except(before)) await AddAsync(call, id, role);
        return Model(id, (JsonObject)(await call.SendAsync("iam", "GetInstanceProfile", new JsonObject { ["InstanceProfileName"] = id }))["InstanceProfile"]!);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        foreach (var role in ResourceCall.Texts(call.Properties, "Roles")) await RemoveAsync(call, id, role);
        await call.TrySendAsync("iam", "DeleteInstanceProfile", new JsonObject { ["InstanceProfileName"] = id }, static e => e is NoSuchEntityException);
    }

    private static async ValueTask AddAsync(ResourceCall call, string id, string role) =>
        await call.MakeAsync("iam", "AddRoleToInstanceProfile", new JsonObject { ["InstanceProfileName"] = id, ["RoleName"] = role });

    private static async ValueTask RemoveAsync(ResourceCall call, string id, string role) =>
        await call.TrySendAsync("iam", "RemoveRoleFromInstanceProfile", new JsonObject { ["InstanceProfileName"] = id, ["RoleName"] = role }, static e => e is NoSuchEntityException);

    private static ResourceModel Model(string id, JsonObject profile) => new(id) { Attributes = new JsonObject { ["Arn"] = (string?)profile["Arn"] } };
}

/// <summary><c>AWS::IAM::UserToGroupAddition</c>: users of a group.</summary>
internal sealed class UserToGroupAdditionType() : ResourceType("AWS::IAM::UserToGroupAddition")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        foreach (var user in ResourceCall.Texts(call.Properties, "Users")) await SetAsync(call, call.Text("GroupName")!, user, "AddUserToGroup");
        var id = call.MakeName(128);
        return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id } };
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        IEnumerable<(string, string)> Pairs(JsonObject p) => ResourceCall.Texts(p, "Users").Select(u => ((string)p["GroupName"]!, u));
        foreach (var (group, user) in Pairs(call.Previous!).Except(Pairs(call.Properties))) await SetAsync(call, group, user, "RemoveUserFromGroup");
        foreach (var (group, user) in Pairs(call.Properties).Except(Pairs(call.Previous!))) await SetAsync(call, group, user, "AddUserToGroup");
        return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id } };
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        foreach (var user in ResourceCall.Texts(call.Properties, "Users")) await SetAsync(call, call.Text("GroupName")!, user, "RemoveUserFromGroup");
    }

    private static async ValueTask SetAsync(ResourceCall call, string group, string user, string operation) =>
        await call.TrySendAsync("iam", operation, new JsonObject { ["GroupName"] = group, ["UserName"] = user }, e => operation.StartsWith("Remove", StringComparison.Ordinal) && e is NoSuchEntityException);
}
