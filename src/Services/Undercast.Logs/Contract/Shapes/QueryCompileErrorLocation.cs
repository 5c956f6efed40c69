using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record QueryCompileErrorLocation
{
    [WireName("startCharOffset")] public int? StartCharOffset { get; init; }
    [WireName("endCharOffset")] public int? EndCharOffset { get; init; }
}
