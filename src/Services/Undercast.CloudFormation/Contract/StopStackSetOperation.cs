using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StopStackSetOperationInput
{
    public required string StackSetName { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public required string OperationId { get; init; }
    [OneOf("SELF", "DELEGATED_ADMIN")] public string? CallAs { get; init; }
}

public sealed record StopStackSetOperationOutput
{
}
