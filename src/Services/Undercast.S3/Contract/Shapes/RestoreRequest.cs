using Undercast.Protocol;

namespace Undercast.S3;

[NotSupportedMember("Type")]
[NotSupportedMember("SelectParameters")]
[NotSupportedMember("OutputLocation")]
public sealed record RestoreRequest
{
    public int? Days { get; init; }
    public GlacierJobParameters? GlacierJobParameters { get; init; }
    public string? Tier { get; init; }
    public string? Description { get; init; }
}
