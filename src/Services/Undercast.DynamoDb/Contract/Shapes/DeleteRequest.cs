using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DeleteRequest
{
    public required AttributeMap Key { get; init; }
}
