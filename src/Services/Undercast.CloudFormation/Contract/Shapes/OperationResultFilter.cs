using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record OperationResultFilter
{
    [OneOf("OPERATION_RESULT_STATUS")] public string? Name { get; init; }
    [Length(min: 6, max: 9), Pattern(@"^\S{6,9}$")] public string? Values { get; init; }
}
