using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ResourceToImport
{
    [Length(min: 1, max: 256)] public required string ResourceType { get; init; }
    public required string LogicalResourceId { get; init; }
    [Length(min: 1, max: 256), Elements(MinLength = 1, MaxLength = 2048)] public required IReadOnlyDictionary<string, string> ResourceIdentifier { get; init; }
}
