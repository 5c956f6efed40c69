using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DeleteMetricFilterInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("filterName"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public required string FilterName { get; init; }
}
