using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record LayerVersionContentInput
{
    [Length(min: 3, max: 63), Pattern(@"[0-9A-Za-z\.\-_]*(?<!\.)")] public string? S3Bucket { get; init; }
    [Length(min: 1, max: 1024)] public string? S3Key { get; init; }
    [Length(min: 1, max: 1024)] public string? S3ObjectVersion { get; init; }
    [Sensitive] public byte[]? ZipFile { get; init; }
}
