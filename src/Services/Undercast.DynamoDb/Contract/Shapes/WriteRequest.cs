using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record WriteRequest
{
    public PutRequest? PutRequest { get; init; }
    public DeleteRequest? DeleteRequest { get; init; }
}
