using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackInstanceFilter
{
    [OneOf("DETAILED_STATUS", "LAST_OPERATION_ID", "DRIFT_STATUS")] public string? Name { get; init; }
    [Length(min: 1, max: 128), Pattern(@"^\S{1,128}$")] public string? Values { get; init; }
}
