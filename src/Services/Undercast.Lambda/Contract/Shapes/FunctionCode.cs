using Undercast.Protocol;

namespace Undercast.Lambda;

[NotSupportedMember("SourceKMSKeyArn"), NotSupportedMember("ImageUri")]
public sealed record FunctionCode
{
    [Sensitive] public byte[]? ZipFile { get; init; }
    [Length(min: 3, max: 63), Pattern(@"[0-9A-Za-z\.\-_]*(?<!\.)")] public string? S3Bucket { get; init; }
    [Length(min: 1, max: 1024)] public string? S3Key { get; init; }
    [Length(min: 1, max: 1024)] public string? S3ObjectVersion { get; init; }
}
