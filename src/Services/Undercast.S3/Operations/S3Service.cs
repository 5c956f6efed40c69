using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>The operations; one partial per operation or family. Rules first, then the body, then one transaction.</summary>
internal sealed partial class S3Service(IStore store, Bodies bodies, ObjectAccess objects, IAccess access, Notifier notifier, CallerIdentification identification) : IS3
{
    private const string Encryption = "AES256";

    /// <summary>The bucket, if it belongs to the account that the caller expects.</summary>
    private static async ValueTask<BucketRecord> FindAsync(IReadTransaction tx, string name, string? expectedOwner)
    {
        var bucket = await AccessPoints.BucketAsync(tx, name) ?? throw new NoSuchBucket(name);
        if (expectedOwner is not null && expectedOwner != bucket.Account) throw new CommonException(CommonError.AccessDenied, "Access Denied");
        return bucket;
    }

    private ValueTask<BucketRecord> FindAsync(string name, string? expectedOwner, CallContext call) =>
        store.ReadAsync(tx => FindAsync(tx, name, expectedOwner), call.Cancelled);

    /// <summary>Reads a bucket, changes its settings, and stores it.</summary>
    private async ValueTask UpdateAsync(string name, string? expectedOwner, CallContext call, Func<BucketRecord, BucketRecord> change) => await store.WriteAsync(
        async tx =>
        {
            var bucket = await FindAsync(tx, name, expectedOwner);
            await S3Tables.Buckets.PutAsync(tx, new BucketKey(bucket.Name), change(bucket));
        },
        call.Cancelled);

    private static string? Quoted(string? etag) => etag is null ? null : $"\"{etag}\"";
}
