using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GenerateServiceLastAccessedDetailsInput
{
    [Length(min: 20, max: 2048)] public required string Arn { get; init; }
    [OneOf("SERVICE_LEVEL", "ACTION_LEVEL")] public string? Granularity { get; init; }
}

public sealed record GenerateServiceLastAccessedDetailsOutput
{
    [Length(min: 36, max: 36)] public string? JobId { get; init; }
}
