using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record DeleteIdentitiesInput
{
    [Length(min: 1, max: 60)]
    [Elements(MinLength = 1, MaxLength = 55, Pattern = @"[\w-]+:[0-9a-f-]+")]
    public required IReadOnlyList<string> IdentityIdsToDelete { get; init; }
}

public sealed record DeleteIdentitiesOutput
{
    [Length(max: 60)] public IReadOnlyList<UnprocessedIdentityId>? UnprocessedIdentityIds { get; init; }
}
