using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AttributeType
{
    [Length(min: 1, max: 32), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+")] public required string Name { get; init; }
    [Sensitive, Length(max: 2048)] public string? Value { get; init; }
}
