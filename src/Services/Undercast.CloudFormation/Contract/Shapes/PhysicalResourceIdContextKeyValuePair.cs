using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record PhysicalResourceIdContextKeyValuePair
{
    public required string Key { get; init; }
    public required string Value { get; init; }
}
