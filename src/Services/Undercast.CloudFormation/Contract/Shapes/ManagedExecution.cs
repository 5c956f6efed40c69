using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ManagedExecution
{
    public bool? Active { get; init; }
}
