using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>Takes note of calls on buckets whose accesses are logged, until the job delivers them. As on AWS the log is a best effort: a crash loses what was not delivered.</summary>
internal sealed class AccessLog : ICallRecorder
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<string, Lines> _watched = new(StringComparer.Ordinal);

    /// <summary>Begins or ceases to take note of a bucket, as its settings say.</summary>
    public void Watch(BucketRecord bucket)
    {
        if (bucket.Logging is null)
        {
            if (!_watched.IsEmpty) _watched.TryRemove(bucket.Name, out _);
        }
        else
        {
            _watched.GetOrAdd(bucket.Name, static (_, account) => new Lines(BucketNames.CanonicalId(account)), bucket.Account);
        }
    }

    /// <inheritdoc/>
    public void Record(in CallRecord record)
    {
        const string arn = ":s3:::";
        if (_watched.IsEmpty || record.Permissions.Count == 0 || record.Operation.Api.Api.Name != "s3") return;
        var resource = record.Permissions[0].Resource;
        var at = resource.IndexOf(arn, StringComparison.Ordinal);
        if (at < 0) return;
        var rest = resource[(at + arn.Length)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (bucket, key) = slash < 0 ? (rest, null) : (rest[..slash], rest[(slash + 1)..]);
        if (_watched.TryGetValue(bucket, out var lines) && lines.Waiting.Count < Most) lines.Waiting.Enqueue(Line(lines.Owner, bucket, key, record));
    }

    /// <summary>What has come since the last time.</summary>
    public string? Take(string bucket)
    {
        if (!_watched.TryGetValue(bucket, out var lines) || lines.Waiting.IsEmpty) return null;
        var text = new StringBuilder();
        while (lines.Waiting.TryDequeue(out var line)) text.Append(line).Append('\n');
        return text.ToString();
    }

    // AWS: "Amazon S3 server access log format". What the pipeline does not see (bytes, the request's own line, referrers) is a dash.
    private static string Line(string owner, string bucket, string? key, in CallRecord record)
    {
        var call = record.Call;
        var (status, code) = Outcome(record);
        var http = record.Operation.Http;
        var requester = call.Caller.Kind switch { PrincipalKind.Anonymous => "-", PrincipalKind.Root => BucketNames.CanonicalId(call.Account), _ => call.Caller.Arn };
        var encoded = key is null ? "-" : Listing.Encode(Listing.Encode(key, true), true)!;
        var milliseconds = (long)record.Elapsed.TotalMilliseconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{owner} {bucket} [{call.Now.UtcDateTime:dd/MMM/yyyy:HH:mm:ss} +0000] {call.SourceIp ?? "-"} {requester} {call.RequestId} REST.{http?.Method ?? "-"}.{record.Operation.Name} {encoded} \"-\" {status} {code} - - {milliseconds} {milliseconds} \"-\" \"{call.UserAgent?.Replace("\"", "%22", StringComparison.Ordinal) ?? "-"}\" - - SigV4 - {(call.Caller.Kind == PrincipalKind.Anonymous ? "-" : "AuthHeader")} {call.Endpoint[(call.Endpoint.IndexOf("://", StringComparison.Ordinal) + 3)..]} {(call.SecureTransport ? "TLSv1.3" : "-")} - -");
    }

    private static (int Status, string Code) Outcome(in CallRecord record) => record.Outcome switch
    {
        CallOutcome.Succeeded => (record.Operation.Http?.Status ?? 200, "-"),
        CallOutcome.Denied => (403, "AccessDenied"),
        _ => record.Error?.GetType().GetCustomAttribute<AwsErrorAttribute>() is { } error ? (error.Status, error.Code) : (500, "InternalError"),
    };

    private sealed record Lines(string Owner)
    {
        public ConcurrentQueue<string> Waiting { get; } = new();
    }
}

/// <summary>Delivers the access log of a bucket, every so often as long as it has one.</summary>
internal static class AccessLogJob
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly JobType<ExpiryPayload> Type = new("s3.accesslog", JsonRecord.Codec(() => S3Json.Default.ExpiryPayload));

    private static string Id(long bucket) => $"s3.accesslog/{bucket}";

    public static void Schedule(IWriteTransaction tx, BucketRecord bucket, DateTimeOffset now) => tx.Schedule(Type.Create(Id(bucket.Id), new ExpiryPayload(bucket.Name, bucket.Id)), now + Pause);

    public static void Unschedule(IWriteTransaction tx, long bucket) => tx.Unschedule(Id(bucket));

    public static IJobHandler Handler(IStore store, Lazy<S3Service> service, AccessLog log, TimeProvider time, ILogger<S3Service> logger) => JobHandler.For(
        Type,
        async (payload, run, ct) =>
        {
            var now = time.GetUtcNow();
            var bucket = await store.ReadAsync(tx => S3Tables.Buckets.GetAsync(tx, new BucketKey(payload.Bucket)), ct);
            if (bucket is not { Logging: { } logging } || bucket.Id != payload.Id)
            {
                await store.WriteAsync(run.CompleteAsync, ct);
                return;
            }
            log.Watch(bucket);
            if (log.Take(bucket.Name) is { } text)
            {
                using var body = new MemoryStream(Encoding.UTF8.GetBytes(text));
                if (!await service.Value.DeliverAsync("logging.s3.amazonaws.com", bucket, logging.TargetBucket, KeyOf(logging, bucket, now), "text/plain", body, now, ct))
                    DeliveryLog.Refused(logger, "The access log", bucket.Name, logging.TargetBucket);
            }
            await store.WriteAsync(tx => run.RescheduleAsync(tx, now + Pause), ct);
        });

    // AWS: "Log object key format".
    private static string KeyOf(LoggingEnabled logging, BucketRecord bucket, DateTimeOffset now)
    {
        var partition = logging.TargetObjectKeyFormat?.PartitionedPrefix is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{bucket.Account}/{bucket.Region}/{bucket.Name}/{now.UtcDateTime:yyyy/MM/dd}/");
        return string.Create(CultureInfo.InvariantCulture, $"{logging.TargetPrefix}{partition}{now.UtcDateTime:yyyy-MM-dd-HH-mm-ss}-{Ids.NewGuid().ToString("N")[..16].ToUpperInvariant()}");
    }
}

/// <summary>What is told of deliveries.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(2, LogLevel.Warning, "{What} of bucket {Bucket} was not delivered: {Target} does not let it be written.")]
    public static partial void Refused(ILogger log, string what, string bucket, string target);
}
