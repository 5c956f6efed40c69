using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UserPoolClientDescription
{
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public string? ClientId { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? UserPoolId { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w\s+=,.@-]+")] public string? ClientName { get; init; }
}
