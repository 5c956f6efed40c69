using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Ecr;

/// <summary><c>AWS::ECR::Repository</c>; <c>Ref</c> is its name.</summary>
internal sealed class RepositoryType() : ResourceType("AWS::ECR::Repository")
{
    private const string Api = "api.ecr";
    private static readonly TagOperations Tags = new(Api, "ListTagsForResource", "TagResource", "UntagResource", "resourceArn") { Tags = "tags", Keys = "tagKeys", AsList = true };

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse("ImageTagMutabilityExclusionFilters");
        var name = call.Text("RepositoryName") ?? call.MakeName(256, lower: true);
        var input = new JsonObject { ["repositoryName"] = name };
        if (call.Text("ImageTagMutability") is { } mutability) input["imageTagMutability"] = mutability;
        if (call.Properties["ImageScanningConfiguration"] is JsonObject scanning) input["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = (bool?)scanning["ScanOnPush"] ?? false };
        if (call.Properties["EncryptionConfiguration"] is JsonObject encryption) input["encryptionConfiguration"] = new JsonObject { ["encryptionType"] = (string?)encryption["EncryptionType"] };
        if (call.TagList() is { } tags) input["tags"] = tags;
        await call.MakeAsync(Api, "CreateRepository", input);
        call.Made(name);
        await PoliciesAsync(call, name);
        return Model(call, name);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse("ImageTagMutabilityExclusionFilters");
        await call.SendAsync(Api, "PutImageTagMutability", new JsonObject { ["repositoryName"] = id, ["imageTagMutability"] = call.Text("ImageTagMutability") ?? "MUTABLE" });
        await call.SendAsync(Api, "PutImageScanningConfiguration", new JsonObject
        {
            ["repositoryName"] = id, ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = (bool?)call.Properties["ImageScanningConfiguration"]?["ScanOnPush"] ?? false },
        });
        await PoliciesAsync(call, id);
        await call.RetagAsync(Tags, ArnOf(call, id));
        return Model(call, id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync(Api, "DeleteRepository", new JsonObject { ["repositoryName"] = id }, static e => e is RepositoryNotFoundException);

    private static async ValueTask PoliciesAsync(ResourceCall call, string name)
    {
        if (call.Document("RepositoryPolicyText") is { } policy) await call.SendAsync(Api, "SetRepositoryPolicy", new JsonObject { ["repositoryName"] = name, ["policyText"] = policy });
        else if (call.Previous?["RepositoryPolicyText"] is not null)
            await call.TrySendAsync(Api, "DeleteRepositoryPolicy", new JsonObject { ["repositoryName"] = name }, static e => e is RepositoryPolicyNotFoundException);
        if ((string?)call.Properties["LifecyclePolicy"]?["LifecyclePolicyText"] is { } lifecycle)
            await call.SendAsync(Api, "PutLifecyclePolicy", new JsonObject { ["repositoryName"] = name, ["lifecyclePolicyText"] = lifecycle });
        else if (call.Previous?["LifecyclePolicy"] is not null)
            await call.TrySendAsync(Api, "DeleteLifecyclePolicy", new JsonObject { ["repositoryName"] = name }, static e => e is LifecyclePolicyNotFoundException);
    }

    private static string ArnOf(ResourceCall call, string name) => $"arn:{call.Partition}:ecr:{call.Region}:{call.Account}:repository/{name}";

    private static ResourceModel Model(ResourceCall call, string name) => new(name)
    {
        Attributes = new JsonObject { ["Arn"] = ArnOf(call, name), ["RepositoryUri"] = $"{call.Account}.dkr.ecr.{call.Region}.amazonaws.com/{name}" },
    };
}
