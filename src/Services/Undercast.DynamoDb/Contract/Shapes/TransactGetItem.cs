using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TransactGetItem
{
    public required Get Get { get; init; }
}
