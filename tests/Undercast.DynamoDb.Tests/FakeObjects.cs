using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

/// <summary>A bucket in memory that answers as S3 does where exports and imports ask.</summary>
internal sealed class FakeObjects : ICloudCalls, IObjectReader
{
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    public ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default) => throw new NotSupportedException();

    public ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default)
    {
        var input = JsonNode.Parse(document.Span)!;
        if ((string?)input["Bucket"] != "bucket") throw new NoSuchBucket();
        JsonObject answer;
        if (operation == "PutObject")
        {
            Objects[(string)input["Key"]!] = Convert.FromBase64String((string)input["Body"]!);
            answer = new JsonObject { ["ETag"] = "\"tag\"" };
        }
        else
        {
            // Two keys to a page, so that pages are followed.
            var prefix = (string?)input["Prefix"] ?? "";
            var keys = Objects.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Where(k => string.CompareOrdinal(k, (string?)input["ContinuationToken"]) > 0).ToArray();
            answer = new JsonObject { ["Contents"] = new JsonArray([.. keys.Take(2).Select(k => (JsonNode)new JsonObject { ["Key"] = k, ["Size"] = Objects[k].Length })]) };
            if (keys.Length > 2) answer["NextContinuationToken"] = keys[1];
        }
        return new ValueTask<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }

    public ValueTask<StoredObject> OpenAsync(Principal caller, string bucket, string key, string? version, CancellationToken ct) =>
        new(new StoredObject(new MemoryStream(Objects[key]), Objects[key].Length, "\"tag\"", null));

    [AwsError("NoSuchBucket", 404)]
    private sealed class NoSuchBucket() : AwsException("The specified bucket does not exist");
}
