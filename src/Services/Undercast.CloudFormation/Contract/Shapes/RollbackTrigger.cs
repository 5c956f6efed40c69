using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record RollbackTrigger
{
    public required string Arn { get; init; }
    public required string Type { get; init; }
}
