using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ResourceRequestStatusFilter
{
    public IReadOnlyList<string>? Operations { get; init; }
    public IReadOnlyList<string>? OperationStatuses { get; init; }
}
