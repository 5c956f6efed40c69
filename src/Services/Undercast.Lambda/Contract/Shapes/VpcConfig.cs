using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record VpcConfig
{
    [Length(min: 0, max: 16)] public IReadOnlyList<string>? SubnetIds { get; init; }
    [Length(min: 0, max: 5)] public IReadOnlyList<string>? SecurityGroupIds { get; init; }
    public bool? Ipv6AllowedForDualStack { get; init; }
}
