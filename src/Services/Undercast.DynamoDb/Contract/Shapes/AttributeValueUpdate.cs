using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record AttributeValueUpdate
{
    public AttributeValue? Value { get; init; }
    [OneOf("ADD", "PUT", "DELETE")] public string? Action { get; init; }
}
