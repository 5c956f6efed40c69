using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TimeToLiveDescription
{
    [OneOf("ENABLING", "DISABLING", "ENABLED", "DISABLED")] public string? TimeToLiveStatus { get; init; }
    [Length(min: 1, max: 255)] public string? AttributeName { get; init; }
}
