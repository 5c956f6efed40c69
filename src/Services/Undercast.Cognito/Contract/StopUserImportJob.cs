using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record StopUserImportJobInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Length(min: 1, max: 55), Pattern(@"import-[0-9a-zA-Z-]+")] public required string JobId { get; init; }
}

public sealed record StopUserImportJobOutput
{
    public UserImportJobType? UserImportJob { get; init; }
}
