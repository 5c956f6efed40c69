using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record Output
{
    public string? OutputKey { get; init; }
    public string? OutputValue { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    public string? ExportName { get; init; }
}
