using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record RecoveryOptionType
{
    [Range(min: 1, max: 2)] public required int Priority { get; init; }
    [OneOf("verified_email", "verified_phone_number", "admin_only")] public required string Name { get; init; }
}
