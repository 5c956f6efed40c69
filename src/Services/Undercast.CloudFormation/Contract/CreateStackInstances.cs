using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[NotSupportedMember("DeploymentTargets")]
public sealed record CreateStackInstancesInput
{
    public required string StackSetName { get; init; }
    [Elements(Pattern = @"^[0-9]{12}$")] public IReadOnlyList<string>? Accounts { get; init; }
    [Elements(Pattern = @"^[a-zA-Z0-9-]{1,128}$")] public required IReadOnlyList<string> Regions { get; init; }
    public IReadOnlyList<Parameter>? ParameterOverrides { get; init; }
    public StackSetOperationPreferences? OperationPreferences { get; init; }
    [IdempotencyToken, Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public string? OperationId { get; init; }
    [OneOf("SELF", "DELEGATED_ADMIN")] public string? CallAs { get; init; }
}

public sealed record CreateStackInstancesOutput
{
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public string? OperationId { get; init; }
}
