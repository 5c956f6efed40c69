using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ItemResponse
{
    public AttributeMap? Item { get; init; }
}
