using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ParameterConstraints
{
    public IReadOnlyList<string>? AllowedValues { get; init; }
}
