using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record PutRequest
{
    public required AttributeMap Item { get; init; }
}
