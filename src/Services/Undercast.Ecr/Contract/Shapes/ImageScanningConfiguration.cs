using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

public sealed record ImageScanningConfiguration
{
    [WireName("scanOnPush")] public bool? ScanOnPush { get; init; }
}
