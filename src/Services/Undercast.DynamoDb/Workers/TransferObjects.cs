using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.DynamoDb;

/// <summary>Objects in the name of whoever asked for an export or import.</summary>
internal sealed class TransferObjects(Func<ICloudCalls> calls, IEnumerable<IObjectReader> readers, IEnumerable<ILogWriter> logs)
{
    private const string Api = "s3";

    /// <summary>Writes an object and answers its entity tag without quotes.</summary>
    public async ValueTask<string> PutAsync(CallerRecord caller, string region, ExportDescription export, string key, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var input = new JsonObject { ["Bucket"] = export.S3Bucket, ["Key"] = key, ["Body"] = Convert.ToBase64String(content.Span), ["ServerSideEncryption"] = export.S3SseAlgorithm == "KMS" ? "aws:kms" : export.S3SseAlgorithm };
        if (export.S3BucketOwner is { } owner) input["ExpectedBucketOwner"] = owner;
        var answer = JsonNode.Parse((await CallAsync(caller, region, "PutObject", input, ct)).Span)!;
        return ((string?)answer["ETag"] ?? "").Trim('"');
    }

    /// <summary>The keys below a prefix with their sizes.</summary>
    public async ValueTask<List<(string Key, long Size)>> ListAsync(CallerRecord caller, string region, S3BucketSource source, CancellationToken ct)
    {
        var found = new List<(string, long)>();
        string? after = null;
        do
        {
            var input = new JsonObject { ["Bucket"] = source.S3Bucket };
            if (source.S3KeyPrefix is { } prefix) input["Prefix"] = prefix;
            if (source.S3BucketOwner is { } owner) input["ExpectedBucketOwner"] = owner;
            if (after is not null) input["ContinuationToken"] = after;
            var answer = JsonNode.Parse((await CallAsync(caller, region, "ListObjectsV2", input, ct)).Span)!;
            foreach (var entry in answer["Contents"] as JsonArray ?? []) found.Add(((string)entry!["Key"]!, (long?)entry["Size"] ?? 0));
            after = (string?)answer["NextContinuationToken"];
        }
        while (after is not null);
        return found;
    }

    public ValueTask<StoredObject> OpenAsync(CallerRecord caller, string bucket, string key, CancellationToken ct) =>
        (readers.FirstOrDefault() ?? throw CommonException.NotSupported("The service s3")).OpenAsync(caller.Principal(), bucket, key, null, ct);

    public async ValueTask LogAsync(LogTarget target, IReadOnlyList<LogEntry> entries, CancellationToken ct)
    {
        if (entries.Count > 0 && logs.FirstOrDefault() is { } log) await log.WriteAsync(target, entries, ct);
    }

    /// <summary>The code by which a transfer tells why it failed.</summary>
    public static string CodeOf(AwsException e)
    {
        var code = e.GetType().GetCustomAttribute<AwsErrorAttribute>()?.Code ?? (e as CommonException)?.Kind.ToString() ?? "InternalError";
        // AWS: S3NoSuchBucket, S3AccessDenied (recorded from the service).
        return code is "NoSuchBucket" or "NoSuchKey" or "AccessDenied" ? "S3" + code : code;
    }

    private ValueTask<ReadOnlyMemory<byte>> CallAsync(CallerRecord caller, string region, string operation, JsonObject input, CancellationToken ct) =>
        calls().CallDocumentAsync(caller.Principal(), region, Api, operation, Encoding.UTF8.GetBytes(input.ToJsonString()), ct);
}
