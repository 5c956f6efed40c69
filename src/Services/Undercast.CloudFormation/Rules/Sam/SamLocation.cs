using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>Where code, a layer or a definition lies.</summary>
internal static class SamLocation
{
    public static JsonObject Read(JsonNode node, string id, string property, string bucketName, string keyName, string versionName)
    {
        JsonNode? bucket, key, version;
        if (node is JsonObject map)
        {
            if (map["Bucket"] is null || map["Key"] is null) throw new InvalidResourceException(id, $"'{property}' requires Bucket and Key properties to be specified.");
            (bucket, key, version) = (map["Bucket"], map["Key"], map["Version"]);
        }
        else
        {
            if (Text(node) is not { } text) throw new InvalidResourceException(id, $"'{property}' must be of type dict or string.");
            if (text.Contains("{{resolve:", StringComparison.Ordinal))
                throw new InvalidResourceException(id, $"Unsupported dynamic reference detected in '{property}'. Please consider using alternative 'FunctionCode' object format.");
            var (b, k, v) = Parts(text) ?? throw new InvalidResourceException(id, $"'{property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.");
            (bucket, key, version) = (b, k, v is null ? null : JsonValue.Create(v));
        }
        return Map((bucketName, bucket), (keyName, key), (versionName, version));
    }

    private static readonly System.Buffers.SearchValues<char> BucketCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    private static (string Bucket, string Key, string? Version)? Parts(string text)
    {
        if (!text.StartsWith("s3://", StringComparison.Ordinal)) return null;
        var rest = text["s3://".Length..];
        string? version = null;
        if (rest.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query)
        {
            foreach (var pair in rest[(query + 1)..].Split('&'))
            {
                if (pair.StartsWith("versionId=", StringComparison.Ordinal)) version = pair["versionId=".Length..];
            }
            rest = rest[..query];
        }
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < rest.Length - 1 && rest.AsSpan(0, slash).IndexOfAnyExcept(BucketCharacters) < 0 ? (rest[..slash], rest[(slash + 1)..], version) : null;
    }
}
