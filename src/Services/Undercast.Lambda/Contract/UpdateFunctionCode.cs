using Undercast.Protocol;

namespace Undercast.Lambda;

[NotSupportedMember("PublishTo"), NotSupportedMember("SourceKMSKeyArn"), NotSupportedMember("ImageUri")]
public sealed record UpdateFunctionCodeInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [Sensitive] public byte[]? ZipFile { get; init; }
    [Length(min: 3, max: 63), Pattern(@"[0-9A-Za-z\.\-_]*(?<!\.)")] public string? S3Bucket { get; init; }
    [Length(min: 1, max: 1024)] public string? S3Key { get; init; }
    [Length(min: 1, max: 1024)] public string? S3ObjectVersion { get; init; }
    public bool? Publish { get; init; }
    public bool? DryRun { get; init; }
    public string? RevisionId { get; init; }
    [Length(min: 1, max: 1)] public IReadOnlyList<string>? Architectures { get; init; }
}
