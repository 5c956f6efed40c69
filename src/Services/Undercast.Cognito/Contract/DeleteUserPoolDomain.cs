using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DeleteUserPoolDomainInput
{
    [Length(min: 1, max: 63), Pattern(@"^[a-z0-9](?:[a-z0-9\-\.]{0,61}[a-z0-9])?$")] public required string Domain { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
}

public sealed record DeleteUserPoolDomainOutput
{
}
