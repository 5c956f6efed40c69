using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListResourceRequestsInput
{
    [Range(min: 1, max: 100)] public int? MaxResults { get; init; }
    [Length(min: 1, max: 2048), Pattern(@"[-A-Za-z0-9+/=]+")] public string? NextToken { get; init; }
    public ResourceRequestStatusFilter? ResourceRequestStatusFilter { get; init; }
}

public sealed record ListResourceRequestsOutput
{
    public IReadOnlyList<ProgressEvent>? ResourceRequestStatusSummaries { get; init; }
    [Length(min: 1, max: 2048), Pattern(@"[-A-Za-z0-9+/=]+")] public string? NextToken { get; init; }
}
