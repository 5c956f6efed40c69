using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[NotSupportedMember("TypeVersionId")]
public sealed record DeleteResourceInput
{
    [Length(min: 10, max: 196)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}")]
    public required string TypeName { get; init; }
    [Length(min: 20, max: 2048), Pattern(@"arn:.+:iam::[0-9]{12}:role/.+")] public string? RoleArn { get; init; }
    [IdempotencyToken, Length(min: 1, max: 128), Pattern(@"[-A-Za-z0-9+/=]+")] public string? ClientToken { get; init; }
    [Length(min: 1, max: 1024), Pattern(@".+")] public required string Identifier { get; init; }
}

public sealed record DeleteResourceOutput
{
    public ProgressEvent? ProgressEvent { get; init; }
}
