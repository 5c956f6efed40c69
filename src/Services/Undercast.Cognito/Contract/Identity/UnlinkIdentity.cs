using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record UnlinkIdentityInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public required string IdentityId { get; init; }
    [Length(max: 10), Elements(MinLength = 1, MaxLength = 50000)] public required IReadOnlyDictionary<string, string> Logins { get; init; }
    [Elements(MinLength = 1, MaxLength = 128)] public required IReadOnlyList<string> LoginsToRemove { get; init; }
}
