using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record RollbackConfiguration
{
    [Length(max: 5)] public IReadOnlyList<RollbackTrigger>? RollbackTriggers { get; init; }
    [Range(min: 0, max: 180)] public int? MonitoringTimeInMinutes { get; init; }
}
