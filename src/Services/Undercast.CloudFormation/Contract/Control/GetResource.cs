using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[NotSupportedMember("TypeVersionId")]
public sealed record GetResourceInput
{
    [Length(min: 10, max: 196)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}")]
    public required string TypeName { get; init; }
    [Length(min: 20, max: 2048), Pattern(@"arn:.+:iam::[0-9]{12}:role/.+")] public string? RoleArn { get; init; }
    [Length(min: 1, max: 1024), Pattern(@".+")] public required string Identifier { get; init; }
}

public sealed record GetResourceOutput
{
    [Length(min: 10, max: 196)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}")]
    public string? TypeName { get; init; }
    public ResourceDescription? ResourceDescription { get; init; }
}
