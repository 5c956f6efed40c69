using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackSetOperationStatusDetails
{
    [Range(min: 0)] public int? FailedStackInstancesCount { get; init; }
}
