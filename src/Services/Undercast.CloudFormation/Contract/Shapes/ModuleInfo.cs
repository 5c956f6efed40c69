using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ModuleInfo
{
    public string? TypeHierarchy { get; init; }
    public string? LogicalIdHierarchy { get; init; }
}
