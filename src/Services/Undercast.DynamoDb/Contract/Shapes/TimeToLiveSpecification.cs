using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TimeToLiveSpecification
{
    public required bool Enabled { get; init; }
    [Length(min: 1, max: 255)] public required string AttributeName { get; init; }
}
