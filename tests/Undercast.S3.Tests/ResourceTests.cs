using System.Buffers;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.S3.Tests;

public sealed class ResourceTests : Fixture
{
    private static readonly BucketType Buckets = new();

    private ResourceCall Wanted(ResourceType type, JsonObject properties, JsonObject? previous = null)
    {
        var typed = PropertyRules.Check(type.Schema, properties, out var findings);
        Assert.Empty(findings);
        return new ResourceCall
        {
            Calls = new Direct(this), Caller = Principal.Root(Account), Region = "us-east-1", Properties = typed, Previous = previous, LogicalId = "R", StackName = "s", StackId = "arn", Token = Guid.NewGuid(), Time = Time,
        };
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    [Fact]
    public async Task A_bucket_gets_the_settings_of_its_template_and_loses_them_again()
    {
        foreach (var other in (string[])["target", "logs"])
        {
            await BucketAsync(other);
            await VersioningAsync("Enabled", other);
        }
        var full = Json("""
            {
              "BucketName": "bucket", "VersioningConfiguration": { "Status": "Enabled" }, "AccelerateConfiguration": { "AccelerationStatus": "Enabled" },
              "LoggingConfiguration": { "DestinationBucketName": "logs", "LogFilePrefix": "l/" },
              "ReplicationConfiguration": { "Role": "arn:aws:iam::000000000000:role/r", "Rules": [ { "Id": "r", "Status": "Enabled", "Priority": 1, "Filter": { "And": { "Prefix": "p", "TagFilters": [ { "Key": "a", "Value": "b" } ] } },
                "DeleteMarkerReplication": { "Status": "Disabled" }, "Destination": { "Bucket": "arn:aws:s3:::target", "StorageClass": "STANDARD_IA" } } ] },
              "LifecycleConfiguration": { "TransitionDefaultMinimumObjectSize": "varies_by_storage_class", "Rules": [ { "Id": "l", "Status": "Enabled", "Prefix": "x/",
                "Transitions": [ { "StorageClass": "GLACIER", "TransitionInDays": 3 } ], "NoncurrentVersionTransitions": [ { "StorageClass": "DEEP_ARCHIVE", "TransitionInDays": 5 } ] } ] },
              "InventoryConfigurations": [ { "Id": "i", "Enabled": true, "IncludedObjectVersions": "Current", "ScheduleFrequency": "Daily", "Prefix": "x/", "Destination": { "BucketArn": "arn:aws:s3:::logs", "Format": "CSV" } } ],
              "MetricsConfigurations": [ { "Id": "m", "Prefix": "x/" } ], "AnalyticsConfigurations": [ { "Id": "a", "StorageClassAnalysis": {} } ],
              "IntelligentTieringConfigurations": [ { "Id": "t", "Status": "Enabled", "Tierings": [ { "AccessTier": "ARCHIVE_ACCESS", "Days": 90 } ] } ],
              "BucketEncryption": { "ServerSideEncryptionConfiguration": [ { "ServerSideEncryptionByDefault": { "SSEAlgorithm": "AES256" }, "BucketKeyEnabled": true } ] }
            }
            """);
        var made = await Buckets.CreateAsync(Wanted(Buckets, full));
        Assert.Equal((Name, "arn:aws:s3:::bucket"), (made.Id, (string?)made.Attributes["Arn"]));
        async Task<BucketRecord> Bucket() => (await Store.ReadAsync(tx => S3Tables.Buckets.GetAsync(tx, new BucketKey(Name))))!;
        var bucket = await Bucket();
        Assert.Equal(("Enabled", "l/", "p", "varies_by_storage_class"), (bucket.Acceleration, bucket.Logging!.TargetPrefix, bucket.Replication!.Rules[0].Filter!.And!.Prefix, bucket.SmallestTransition));
        Assert.Equal(("GLACIER", 5, "i", "m"), (bucket.Lifecycle!.Rules[0].Transitions![0].StorageClass, bucket.Lifecycle.Rules[0].NoncurrentVersionTransitions![0].NoncurrentDays, bucket.Inventories![0].Id, bucket.Metrics![0].Id));
        Assert.Equal(("a", "t", true), (bucket.Analytics![0].Id, bucket.Tierings![0].Id, bucket.Encryption!.Rules[0].BucketKeyEnabled));

        var bare = Json("""{ "BucketName": "bucket", "VersioningConfiguration": { "Status": "Enabled" } }""");
        await Buckets.UpdateAsync(Wanted(Buckets, bare, PropertyRules.Check(Buckets.Schema, full, out _)), Name);
        bucket = await Bucket();
        Assert.Equal(("Suspended", null, null, null, null), (bucket.Acceleration, bucket.Logging, bucket.Replication, bucket.Lifecycle, bucket.Inventories));
        await Buckets.DeleteAsync(Wanted(Buckets, bare), Name);
        await Buckets.DeleteAsync(Wanted(Buckets, bare), Name);
        Assert.Null(await Buckets.ReadAsync(Wanted(Buckets, bare), Name));
    }

    [Fact]
    public async Task A_bucket_that_locks_is_made_so()
    {
        var locked = Json("""{ "BucketName": "bucket", "ObjectLockEnabled": true, "ObjectLockConfiguration": { "ObjectLockEnabled": "Enabled", "Rule": { "DefaultRetention": { "Mode": "GOVERNANCE", "Days": 2 } } } }""");
        await Buckets.CreateAsync(Wanted(Buckets, locked));
        Assert.Equal(2, (await Service.GetObjectLockConfiguration(new GetObjectLockConfigurationInput { Bucket = Name }, Call)).ObjectLockConfiguration!.Rule!.DefaultRetention!.Days);
        Assert.Equal("Enabled", (string?)(await Buckets.ReadAsync(Wanted(Buckets, locked), Name))!.Properties!["VersioningConfiguration"]!["Status"]);
    }

    [Fact]
    public async Task What_is_not_built_is_refused_by_its_property()
    {
        var e = await RefusedAsync<CommonException>(async () => await Buckets.CreateAsync(Wanted(Buckets, Json("""{ "AbacStatus": "Enabled" }"""))));
        Assert.Contains("AbacStatus", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_is_put_replaced_read_and_removed()
    {
        await BucketAsync();
        var type = new BucketPolicyType();
        JsonObject Policy(string action) => Json($$"""{ "Bucket": "bucket", "PolicyDocument": { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Principal": { "AWS": "111111111111" }, "Action": "{{action}}", "Resource": "arn:aws:s3:::bucket/*" } ] } }""");
        var made = await type.CreateAsync(Wanted(type, Policy("s3:GetObject")));
        await type.UpdateAsync(Wanted(type, Policy("s3:PutObject"), Policy("s3:GetObject")), made.Id);
        Assert.Contains("s3:PutObject", (await type.ReadAsync(Wanted(type, Policy("s3:PutObject")), made.Id))!.Properties!["PolicyDocument"]!.ToJsonString(), StringComparison.Ordinal);
        await type.DeleteAsync(Wanted(type, Policy("s3:PutObject")), made.Id);
        Assert.Null(await type.ReadAsync(Wanted(type, Policy("s3:PutObject")), made.Id));
    }

    /// <summary>Calls as the pipeline makes them, without its decisions.</summary>
    private sealed class Direct(ResourceTests test) : ICloudCalls
    {
        public ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default) => throw new NotSupportedException();

        public async ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default)
        {
            var target = S3Api.Descriptor.Operations[operation];
            var output = await target.Invoke(test.Service, target.ReadDocument(document), test.Call);
            var buffer = new ArrayBufferWriter<byte>();
            target.WriteDocument(output, buffer);
            return buffer.WrittenMemory;
        }
    }
}
