using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>Reads objects for other services, in the name of whoever asked them.</summary>
internal sealed class ObjectReader(ObjectAccess objects, IAccess access, CloudOptions options, TimeProvider time) : IObjectReader
{
    public async ValueTask<StoredObject> OpenAsync(Principal caller, string bucket, string key, string? version, CancellationToken ct)
    {
        var call = new CallContext { RequestId = CallContext.NewRequestId(), Caller = caller, Region = options.DefaultRegion, Now = time.GetUtcNow(), Endpoint = options.Endpoint, SecureTransport = true, Cancelled = ct };
        await access.DemandAsync(call, version is null ? "s3:GetObject" : "s3:GetObjectVersion", $"arn:{call.Partition}:s3:::{bucket}/{key}");
        ByteRange? Choose(FoundObject f)
        {
            EncryptionRules.CheckReader(f, caller);
            return null;
        }
        var (found, _, body) = await objects.OpenAsync(bucket, key, version, "GET", null, call.Now, Choose, ct);
        return new StoredObject(body, found.Object.Size, found.Object.QuotedETag, found.Object.VersionId);
    }
}
