using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record GetCredentialsForIdentityInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityId { get; init; }
    [Length(max: 10), Elements(MinLength = 1, MaxLength = 50000)] public IReadOnlyDictionary<string, string>? Logins { get; init; }
    [Length(min: 20, max: 2048)] public string? CustomRoleArn { get; init; }
}

public sealed record GetCredentialsForIdentityOutput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public string? IdentityId { get; init; }
    public Credentials? Credentials { get; init; }
}
