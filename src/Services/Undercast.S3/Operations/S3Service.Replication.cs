using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    public async ValueTask<GetBucketReplicationOutput> GetBucketReplication(GetBucketReplicationInput input, CallContext call) =>
        new() { ReplicationConfiguration = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Replication ?? throw new ReplicationConfigurationNotFound() };

    public async ValueTask PutBucketReplication(PutBucketReplicationInput input, CallContext call)
    {
        var settings = ReplicationRules.Check(input.ReplicationConfiguration);
        await access.DemandAsync(call, "iam:PassRole", settings.Role, new Dictionary<string, string> { ["iam:PassedToService"] = "s3.amazonaws.com" });
        await store.WriteAsync(
            async tx =>
            {
                var bucket = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
                if (bucket.Versioning != BucketRecord.Enabled) throw new InvalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
                foreach (var rule in settings.Rules)
                {
                    var name = ReplicationRules.BucketOf(rule.Destination);
                    if (await S3Tables.Buckets.GetAsync(tx, new BucketKey(name)) is not { } to) throw new InvalidRequest("Destination bucket must exist.");
                    if (to.Versioning != BucketRecord.Enabled) throw new InvalidRequest("Destination bucket must have versioning enabled.");
                    if (to.Id == bucket.Id) throw new InvalidRequest("Destination bucket cannot be the same as the source bucket.");
                    if (bucket.Lock is not null && to.Lock is null) throw new InvalidRequest("Replication destination bucket must have Object Lock enabled");
                }
                await S3Tables.Buckets.PutAsync(tx, new BucketKey(bucket.Name), bucket with { Replication = settings });
            },
            call.Cancelled);
    }

    public ValueTask DeleteBucketReplication(DeleteBucketReplicationInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, static b => b with { Replication = null });
}
