using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[NotSupportedMember("PublisherId"), NotSupportedMember("PublicVersionNumber"), NotSupportedMember("VersionId")]
public sealed record DescribeTypeInput
{
    [OneOf("RESOURCE", "MODULE", "HOOK")] public string? Type { get; init; }
    [Length(min: 10, max: 204)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}")]
    public string? TypeName { get; init; }
    [Length(max: 1024)]
    [Pattern(@"arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:([0-9]{12})?:type/.+")]
    public string? Arn { get; init; }
}

public sealed record DescribeTypeOutput
{
    [Length(max: 1024)]
    [Pattern(@"arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:([0-9]{12})?:type/.+")]
    public string? Arn { get; init; }
    [OneOf("RESOURCE", "MODULE", "HOOK")] public string? Type { get; init; }
    [Length(min: 10, max: 204)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}")]
    public string? TypeName { get; init; }
    [Length(min: 1, max: 16777216)] public string? Schema { get; init; }
    [OneOf("NON_PROVISIONABLE", "IMMUTABLE", "FULLY_MUTABLE")] public string? ProvisioningType { get; init; }
    [OneOf("LIVE", "DEPRECATED")] public string? DeprecatedStatus { get; init; }
    [OneOf("PUBLIC", "PRIVATE")] public string? Visibility { get; init; }
}
