using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record Export
{
    public string? ExportingStackId { get; init; }
    public string? Name { get; init; }
    public string? Value { get; init; }
}
