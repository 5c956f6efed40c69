using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Iam;

/// <summary>Whom a policy is given to: the lists <c>Roles</c>, <c>Users</c> and <c>Groups</c> of a resource.</summary>
internal static class PolicyHolders
{
    private static readonly (string Property, string Noun)[] Kinds = [("Roles", "Role"), ("Users", "User"), ("Groups", "Group")];

    public static IEnumerable<(string Noun, string Name)> Of(JsonObject? properties) => Kinds.SelectMany(k => ResourceCall.Texts(properties, k.Property).Select(n => (k.Noun, n)));

    public static async ValueTask GiveAsync(ResourceCall call, (string Noun, string Name) holder, string verb, JsonObject policy)
    {
        policy[holder.Noun + "Name"] = holder.Name;
        await call.SendAsync("iam", $"{verb}{holder.Noun}Policy", policy);
    }

    public static async ValueTask TakeAsync(ResourceCall call, (string Noun, string Name) holder, string verb, JsonObject policy)
    {
        policy[holder.Noun + "Name"] = holder.Name;
        await call.TrySendAsync("iam", $"{verb}{holder.Noun}Policy", policy, static e => e is NoSuchEntityException);
    }
}

/// <summary><c>AWS::IAM::Policy</c>: one inline policy in several roles, users and groups.</summary>
internal sealed class InlinePolicyType() : ResourceType("AWS::IAM::Policy")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        if (!PolicyHolders.Of(call.Properties).Any())
            throw new CommonException(CommonError.Validation, "At least one of [Groups,Roles,Users] must be non-empty.");
        await PutAsync(call);
        return Model(call.MakeName(64));
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var before = (string)call.Previous!["PolicyName"]!;
        var renamed = before != call.Text("PolicyName");
        await PutAsync(call);
        foreach (var holder in PolicyHolders.Of(call.Previous).Where(h => renamed || !PolicyHolders.Of(call.Properties).Contains(h)))
            await PolicyHolders.TakeAsync(call, holder, "Delete", new JsonObject { ["PolicyName"] = before });
        return Model(id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        foreach (var holder in PolicyHolders.Of(call.Properties)) await PolicyHolders.TakeAsync(call, holder, "Delete", call.Pick("PolicyName"));
    }

    private static async ValueTask PutAsync(ResourceCall call)
    {
        foreach (var holder in PolicyHolders.Of(call.Properties))
            await PolicyHolders.GiveAsync(call, holder, "Put", new JsonObject { ["PolicyName"] = call.Text("PolicyName"), ["PolicyDocument"] = call.Document("PolicyDocument") });
    }

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["Id"] = id } };
}

/// <summary><c>AWS::IAM::RolePolicy</c>: one inline policy of one role.</summary>
internal sealed class RolePolicyType() : ResourceType("AWS::IAM::RolePolicy")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await call.SendAsync("iam", "PutRolePolicy", new JsonObject { ["RoleName"] = call.Text("RoleName"), ["PolicyName"] = call.Text("PolicyName"), ["PolicyDocument"] = call.Document("PolicyDocument") });
        return new ResourceModel($"{call.Text("PolicyName")}|{call.Text("RoleName")}");
    }

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => CreateAsync(call);

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("iam", "DeleteRolePolicy", call.Pick("RoleName", "PolicyName"), static e => e is NoSuchEntityException);
}

/// <summary><c>AWS::IAM::ManagedPolicy</c>; <c>Ref</c> is its ARN.</summary>
internal sealed class ManagedPolicyType() : ResourceType("AWS::IAM::ManagedPolicy")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = call.Pick("Path", "Description");
        input["PolicyName"] = call.Text("ManagedPolicyName") ?? call.MakeName(128);
        input["PolicyDocument"] = call.Document("PolicyDocument");
        // A retry that finds the policy there knows its ARN.
        var arn = (string?)(await call.MakeAsync("iam", "CreatePolicy", input))?["Policy"]?["Arn"] ?? $"arn:{call.Partition}:iam::{call.Account}:policy{call.Text("Path") ?? "/"}{(string)input["PolicyName"]!}";
        call.Made(arn);
        foreach (var holder in PolicyHolders.Of(call.Properties)) await PolicyHolders.GiveAsync(call, holder, "Attach", new JsonObject { ["PolicyArn"] = arn });
        return await ModelAsync(call, arn);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        if (call.Document("PolicyDocument") != ResourceCall.DocumentOf(call.Previous!["PolicyDocument"]))
        {
            // AWS: a policy keeps five versions; the oldest that is not the default makes room.
            var versions = (JsonArray)(await call.SendAsync("iam", "ListPolicyVersions", new JsonObject { ["PolicyArn"] = id }))["Versions"]!;
            if (versions.Count >= 5)
            {
                var oldest = versions.Where(v => (bool?)v!["IsDefaultVersion"] != true).MinBy(v => int.Parse(((string)v!["VersionId"]!)[1..], System.Globalization.CultureInfo.InvariantCulture))!;
                await call.SendAsync("iam", "DeletePolicyVersion", new JsonObject { ["PolicyArn"] = id, ["VersionId"] = (string)oldest["VersionId"]! });
            }
            await call.SendAsync("iam", "CreatePolicyVersion", new JsonObject { ["PolicyArn"] = id, ["PolicyDocument"] = call.Document("PolicyDocument"), ["SetAsDefault"] = true });
        }
        var (before, after) = (PolicyHolders.Of(call.Previous).ToArray(), PolicyHolders.Of(call.Properties).ToArray());
        foreach (var holder in before.Except(after)) await PolicyHolders.TakeAsync(call, holder, "Detach", new JsonObject { ["PolicyArn"] = id });
        foreach (var holder in after.Except(before)) await PolicyHolders.GiveAsync(call, holder, "Attach", new JsonObject { ["PolicyArn"] = id });
        return await ModelAsync(call, id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        if (await call.TrySendAsync("iam", "ListPolicyVersions", new JsonObject { ["PolicyArn"] = id }, static e => e is NoSuchEntityException) is not { } found) return;
        foreach (var holder in PolicyHolders.Of(call.Properties)) await PolicyHolders.TakeAsync(call, holder, "Detach", new JsonObject { ["PolicyArn"] = id });
        foreach (var version in ((JsonArray)found["Versions"]!).Where(v => (bool?)v!["IsDefaultVersion"] != true))
            await call.SendAsync("iam", "DeletePolicyVersion", new JsonObject { ["PolicyArn"] = id, ["VersionId"] = (string)version!["VersionId"]! });
        await call.TrySendAsync("iam", "DeletePolicy", new JsonObject { ["PolicyArn"] = id }, static e => e is NoSuchEntityException);
    }

    private static async ValueTask<ResourceModel> ModelAsync(ResourceCall call, string arn)
    {
        var policy = (JsonObject)(await call.SendAsync("iam", "GetPolicy", new JsonObject { ["PolicyArn"] = arn }))["Policy"]!;
        return new ResourceModel(arn)
        {
            Attributes = new JsonObject
            {
                ["PolicyArn"] = arn,
                ["PolicyId"] = (string?)policy["PolicyId"],
                ["DefaultVersionId"] = (string?)policy["DefaultVersionId"],
                ["AttachmentCount"] = policy["AttachmentCount"]?.DeepClone(),
                ["IsAttachable"] = policy["IsAttachable"]?.DeepClone(),
            },
        };
    }
}
