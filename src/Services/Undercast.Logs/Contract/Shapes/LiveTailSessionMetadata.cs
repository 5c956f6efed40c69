using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record LiveTailSessionMetadata
{
    [WireName("sampled")] public bool? Sampled { get; init; }
}
