using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.S3;

/// <summary><c>AWS::S3::BucketPolicy</c>; <c>Ref</c> is the bucket.</summary>
internal sealed class BucketPolicyType() : ResourceType("AWS::S3::BucketPolicy")
{
    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var bucket = call.Text("Bucket")!;
        await call.SendAsync("s3", "PutBucketPolicy", new JsonObject { ["Bucket"] = bucket, ["Policy"] = call.Document("PolicyDocument") });
        return new ResourceModel(bucket);
    }

    /// <inheritdoc/>
    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => CreateAsync(call);

    /// <inheritdoc/>
    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("s3", "DeleteBucketPolicy", new JsonObject { ["Bucket"] = id }, static e => e is NoSuchBucket);

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        var found = await call.TrySendAsync("s3", "GetBucketPolicy", new JsonObject { ["Bucket"] = id }, static e => e is NoSuchBucket or NoSuchBucketPolicy);
        return found is null ? null : new ResourceModel(id) { Properties = new JsonObject { ["Bucket"] = id, ["PolicyDocument"] = JsonNode.Parse((string)found["Policy"]!) } };
    }
}
