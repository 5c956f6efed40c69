using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record MappingRule
{
    [Length(min: 1, max: 64), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Claim { get; init; }
    [OneOf("Equals", "Contains", "StartsWith", "NotEqual")] public required string MatchType { get; init; }
    [Length(min: 1, max: 128)] public required string Value { get; init; }
    [Length(min: 20, max: 2048)] public required string RoleARN { get; init; }
}
