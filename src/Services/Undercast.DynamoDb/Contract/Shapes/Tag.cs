using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record Tag
{
    [Length(min: 1, max: 128)] public required string Key { get; init; }
    [Length(min: 0, max: 256)] public required string Value { get; init; }
}
