using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record StopQueryInput
{
    [WireName("queryId"), Length(min: 1, max: 256)] public required string QueryId { get; init; }
}

public sealed record StopQueryOutput
{
    [WireName("success")] public bool? Success { get; init; }
}
