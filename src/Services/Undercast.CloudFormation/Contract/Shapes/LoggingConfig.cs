using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record LoggingConfig
{
    [Length(min: 1, max: 256), Pattern(@"arn:.+:iam::[0-9]{12}:role/.+")] public required string LogRoleArn { get; init; }
    [Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
}
