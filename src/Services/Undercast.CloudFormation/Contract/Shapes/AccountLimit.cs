using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record AccountLimit
{
    public string? Name { get; init; }
    public int? Value { get; init; }
}
