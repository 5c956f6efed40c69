using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ResourceIdentifierSummary
{
    [Length(min: 1, max: 256)] public string? ResourceType { get; init; }
    [Length(min: 1, max: 200)] public IReadOnlyList<string>? LogicalResourceIds { get; init; }
    [Elements(MinLength = 1, MaxLength = 2048)] public IReadOnlyList<string>? ResourceIdentifiers { get; init; }
}
