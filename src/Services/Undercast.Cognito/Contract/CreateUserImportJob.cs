using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record CreateUserImportJobInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w\s+=,.@-]+")] public required string JobName { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Length(min: 20, max: 2048)]
    [Pattern(@"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?")]
    public required string CloudWatchLogsRoleArn { get; init; }
}

public sealed record CreateUserImportJobOutput
{
    public UserImportJobType? UserImportJob { get; init; }
}
