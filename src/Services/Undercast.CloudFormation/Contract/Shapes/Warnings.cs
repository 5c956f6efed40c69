using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record Warnings
{
    [Elements(MinLength = 1, MaxLength = 256)] public IReadOnlyList<string>? UnrecognizedResourceTypes { get; init; }
}
