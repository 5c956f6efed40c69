using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.S3;

/// <summary><c>AWS::S3::Bucket</c>; <c>Ref</c> is its name.</summary>
internal sealed class BucketType() : ResourceType("AWS::S3::Bucket")
{
    private static readonly string[] Unbuilt =
    [
        "AbacStatus", "BucketNamePrefix", "BucketNamespace", "MetadataConfiguration", "MetadataTableConfiguration",
    ];

    // A setting: its property, how it is put, and how it is taken away again. In the order in which they can be put.
    private static readonly Setting[] Settings =
    [
        new("OwnershipControls", "PutBucketOwnershipControls", "OwnershipControls", "DeleteBucketOwnershipControls", static p => p.DeepClone()),
        new("PublicAccessBlockConfiguration", "PutPublicAccessBlock", "PublicAccessBlockConfiguration", "DeletePublicAccessBlock", static p => p.DeepClone()),
        new("VersioningConfiguration", "PutBucketVersioning", "VersioningConfiguration", null, static p => p.DeepClone()),
        new("BucketEncryption", "PutBucketEncryption", "ServerSideEncryptionConfiguration", "DeleteBucketEncryption", BucketProperties.Encryption),
        new("CorsConfiguration", "PutBucketCors", "CORSConfiguration", "DeleteBucketCors", BucketProperties.Cors),
        new("WebsiteConfiguration", "PutBucketWebsite", "WebsiteConfiguration", "DeleteBucketWebsite", BucketProperties.Website),
        new("LifecycleConfiguration", "PutBucketLifecycleConfiguration", "LifecycleConfiguration", "DeleteBucketLifecycle", BucketProperties.Lifecycle),
        new("ObjectLockConfiguration", "PutObjectLockConfiguration", "ObjectLockConfiguration", null, static p => p.DeepClone()),
        new("ReplicationConfiguration", "PutBucketReplication", "ReplicationConfiguration", "DeleteBucketReplication", BucketProperties.Replication),
        new("LoggingConfiguration", "PutBucketLogging", "BucketLoggingStatus", null, BucketProperties.Logging),
        new("AccelerateConfiguration", "PutBucketAccelerateConfiguration", "AccelerateConfiguration", null, static p => new JsonObject { ["Status"] = p["AccelerationStatus"]!.DeepClone() }),
        new("NotificationConfiguration", "PutBucketNotificationConfiguration", "NotificationConfiguration", null, BucketProperties.Notifications),
    ];

    // Settings of which there are several: each is put, and taken away, under its id.
    private static readonly Plan[] Plans =
    [
        new("InventoryConfigurations", "Inventory", BucketProperties.Inventory),
        new("AnalyticsConfigurations", "Analytics", BucketProperties.Analytics),
        new("MetricsConfigurations", "Metrics", BucketProperties.Metrics),
        new("IntelligentTieringConfigurations", "IntelligentTiering", BucketProperties.Tiering),
    ];

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        Check(call);
        var name = call.Text("BucketName") ?? call.MakeName(63, lower: true);
        var input = new JsonObject { ["Bucket"] = name };
        if (call.Region != "us-east-1") input["CreateBucketConfiguration"] = new JsonObject { ["LocationConstraint"] = call.Region };
        if ((bool?)call.Properties["ObjectLockEnabled"] == true) input["ObjectLockEnabledForBucket"] = true;
        // AWS: in one region the service lets its owner create a bucket again; a template does not take over one that is there.
        if (!call.IsRetry && call.Text("BucketName") is not null && await call.TrySendAsync("s3", "HeadBucket", new JsonObject { ["Bucket"] = name }, static _ => true) is not null) throw new ResourceExistsException(Name, name);
        // A retry finds the bucket that an attempt before it made.
        await call.TrySendAsync("s3", "CreateBucket", input, e => call.IsRetry && e is BucketAlreadyOwnedByYou);
        call.Made(name);
        await ApplyAsync(call, name, previous: null);
        return Model(call, name);
    }

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        Check(call);
        await ApplyAsync(call, id, call.Previous);
        return Model(call, id);
    }

    /// <inheritdoc/>
    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("s3", "DeleteBucket", new JsonObject { ["Bucket"] = id }, static e => e is NoSuchBucket);

    /// <inheritdoc/>
    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        var bucket = new JsonObject { ["Bucket"] = id };
        if (await call.TrySendAsync("s3", "HeadBucket", bucket, static e => e is NoSuchBucket) is null) return null;
        var properties = new JsonObject { ["BucketName"] = id };
        var versioning = await call.SendAsync("s3", "GetBucketVersioning", bucket);
        if (versioning["Status"] is { } status) properties["VersioningConfiguration"] = new JsonObject { ["Status"] = status.DeepClone() };
        if ((await call.TrySendAsync("s3", "GetBucketTagging", bucket, static e => e is NoSuchTagSet))?["TagSet"] is { } tags) properties["Tags"] = tags.DeepClone();
        if ((await call.TrySendAsync("s3", "GetPublicAccessBlock", bucket, static e => e is NoSuchPublicAccessBlockConfiguration))?["PublicAccessBlockConfiguration"] is { } block)
            properties["PublicAccessBlockConfiguration"] = block.DeepClone();
        foreach (var setting in Settings)
        {
            if (properties.ContainsKey(setting.Property) || call.Properties[setting.Property] is not { } wanted) continue;
            // Its own errors say that the bucket has no such setting.
            var answer = await call.TrySendAsync("s3", "Get" + setting.Put["Put".Length..], bucket, static e => e is not CommonException);
            var actual = answer?[setting.Member] ?? answer;
            if (actual is not JsonObject { Count: 0 } && call.Seen(setting.Property, actual, setting.Shape(wanted)) is { } seen) properties[setting.Property] = seen;
        }
        return Model(call, id) with { Properties = PropertyRules.Check(Schema, properties, out _) };
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<string>> ListAsync(ResourceCall call) => call.ListAsync("s3", "ListBuckets", "Buckets", "Name", "ContinuationToken", "ContinuationToken");

    private static void Check(ResourceCall call)
    {
        call.Refuse(Unbuilt);
        // AWS: what was made without object lock is not given it by a template later.
        if (call.Previous is { } before && (bool?)before["ObjectLockEnabled"] != (bool?)call.Properties["ObjectLockEnabled"]) call.Refuse("ObjectLockEnabled");
    }

    private static async ValueTask ApplyAsync(ResourceCall call, string name, JsonObject? previous)
    {
        foreach (var setting in Settings)
        {
            var (before, after) = (previous?[setting.Property], call.Properties[setting.Property]);
            if (JsonNode.DeepEquals(before, after)) continue;
            if (after is not null)
            {
                var input = new JsonObject { ["Bucket"] = name, [setting.Member] = setting.Shape(after) };
                if (after["TransitionDefaultMinimumObjectSize"] is { } smallest) input["TransitionDefaultMinimumObjectSize"] = smallest.DeepClone();
                await call.SendAsync("s3", setting.Put, input);
            }
            else if (setting.Delete is { } delete) await call.SendAsync("s3", delete, new JsonObject { ["Bucket"] = name });
            else if (setting.Property == "VersioningConfiguration") await call.SendAsync("s3", setting.Put, new JsonObject { ["Bucket"] = name, [setting.Member] = new JsonObject { ["Status"] = BucketRecord.Suspended } });
            else if (setting.Property == "AccelerateConfiguration") await call.SendAsync("s3", setting.Put, new JsonObject { ["Bucket"] = name, [setting.Member] = new JsonObject { ["Status"] = BucketRecord.Suspended } });
            else if (setting.Property == "ObjectLockConfiguration") await call.SendAsync("s3", setting.Put, new JsonObject { ["Bucket"] = name, [setting.Member] = new JsonObject { ["ObjectLockEnabled"] = BucketRecord.Enabled } });
            else await call.SendAsync("s3", setting.Put, new JsonObject { ["Bucket"] = name, [setting.Member] = new JsonObject() });
        }
        foreach (var plan in Plans)
        {
            var wanted = (call.Properties[plan.Property] as JsonArray ?? []).ToDictionary(static p => (string)p!["Id"]!, static p => p!);
            var had = (previous?[plan.Property] as JsonArray ?? []).ToDictionary(static p => (string)p!["Id"]!, static p => p!);
            foreach (var (id, node) in wanted)
            {
                if (!JsonNode.DeepEquals(node, had.GetValueOrDefault(id)))
                    await call.SendAsync("s3", $"PutBucket{plan.Name}Configuration", new JsonObject { ["Bucket"] = name, ["Id"] = id, [$"{plan.Name}Configuration"] = plan.Shape((JsonObject)node) });
            }
            foreach (var id in had.Keys.Except(wanted.Keys)) await call.TrySendAsync("s3", $"DeleteBucket{plan.Name}Configuration", new JsonObject { ["Bucket"] = name, ["Id"] = id }, static e => e is NoSuchConfiguration);
        }
        if (call.Text("AccessControl") is { } acl && acl != (string?)previous?["AccessControl"])
            await call.SendAsync("s3", "PutBucketAcl", new JsonObject { ["Bucket"] = name, ["ACL"] = BucketProperties.Acl(acl) });
        if (call.TagList() is { } tags) await call.SendAsync("s3", "PutBucketTagging", new JsonObject { ["Bucket"] = name, ["Tagging"] = new JsonObject { ["TagSet"] = tags } });
        else if (previous is not null) await call.SendAsync("s3", "DeleteBucketTagging", new JsonObject { ["Bucket"] = name });
    }

    private static ResourceModel Model(ResourceCall call, string name) => new(name)
    {
        Attributes = new JsonObject
        {
            ["Arn"] = $"arn:{call.Partition}:s3:::{name}",
            ["DomainName"] = $"{name}.s3.amazonaws.com",
            ["RegionalDomainName"] = $"{name}.s3.{call.Region}.amazonaws.com",
            ["DualStackDomainName"] = $"{name}.s3.dualstack.{call.Region}.amazonaws.com",
            ["WebsiteURL"] = $"http://{name}.s3-website-{call.Region}.amazonaws.com",
        },
    };

    private sealed record Plan(string Property, string Name, Func<JsonObject, JsonNode> Shape);

    private sealed record Setting(string Property, string Put, string Member, string? Delete, Func<JsonNode, JsonNode> Shape);
}
