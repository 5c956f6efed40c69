using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record AutoDeployment
{
    public bool? Enabled { get; init; }
    public bool? RetainStacksOnAccountRemoval { get; init; }
    public IReadOnlyList<string>? DependsOn { get; init; }
}
