using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetServiceLastAccessedDetailsInput
{
    [Length(min: 36, max: 36)] public required string JobId { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
}

public sealed record GetServiceLastAccessedDetailsOutput
{
    [OneOf("IN_PROGRESS", "COMPLETED", "FAILED")] public required string JobStatus { get; init; }
    [OneOf("SERVICE_LEVEL", "ACTION_LEVEL")] public string? JobType { get; init; }
    public required DateTimeOffset JobCreationDate { get; init; }
    public required IReadOnlyList<ServiceLastAccessed> ServicesLastAccessed { get; init; }
    public required DateTimeOffset JobCompletionDate { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
    public ErrorDetails? Error { get; init; }
}
