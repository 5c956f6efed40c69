using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record CancellationReason
{
    public AttributeMap? Item { get; init; }
    public string? Code { get; init; }
    public string? Message { get; init; }
}
