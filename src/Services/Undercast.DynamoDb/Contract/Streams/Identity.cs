using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record Identity
{
    public string? PrincipalId { get; init; }
    public string? Type { get; init; }
}
