using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[NotSupportedMember("TypeVersionId"), NotSupportedMember("ResourceModel")]
public sealed record ListResourcesInput
{
    [Length(min: 10, max: 196)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}")]
    public required string TypeName { get; init; }
    [Length(min: 20, max: 2048), Pattern(@"arn:.+:iam::[0-9]{12}:role/.+")] public string? RoleArn { get; init; }
    [Length(min: 1, max: 4096), Pattern(@".+")] public string? NextToken { get; init; }
    [Range(min: 1, max: 100)] public int? MaxResults { get; init; }
}

public sealed record ListResourcesOutput
{
    [Length(min: 10, max: 196)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}")]
    public string? TypeName { get; init; }
    public IReadOnlyList<ResourceDescription>? ResourceDescriptions { get; init; }
    [Length(min: 1, max: 4096), Pattern(@".+")] public string? NextToken { get; init; }
}
