using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record UntagResourceInput
{
    [Length(min: 1, max: 1283)] public required string ResourceArn { get; init; }
    [Elements(MinLength = 1, MaxLength = 128)] public required IReadOnlyList<string> TagKeys { get; init; }
}
