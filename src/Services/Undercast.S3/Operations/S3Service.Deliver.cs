using Undercast.Kernel;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    /// <summary>Stores what a bucket delivers of itself, in the name of a service; false where the target does not let it.</summary>
    internal async ValueTask<bool> DeliverAsync(string by, BucketRecord source, string target, string key, string contentType, Stream body, DateTimeOffset now, CancellationToken ct)
    {
        var call = new CallContext
        {
            RequestId = CallContext.NewRequestId(), Caller = Principal.Service(by, source.Account, source.Arn), Region = source.Region, Now = now, SecureTransport = true, Cancelled = ct,
        };
        if (!await access.MayAsync(call, "s3:PutObject", $"arn:{call.Partition}:s3:::{target}/{key}")) return false;
        var draft = new ObjectDraft(target, key)
        {
            Event = "ObjectCreated:Put",
            Model = new ObjectRecord { Modified = Seconds(now), Owner = source.Account, Headers = ObjectRules.Headers((ObjectRecord.ContentType, contentType)) },
        };
        try
        {
            await PutAsync(draft, new IncomingBody(body, null, null, null, null), call);
            return true;
        }
        catch (NoSuchBucket)
        {
            return false;
        }
    }
}
