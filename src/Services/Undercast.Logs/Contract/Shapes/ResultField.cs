using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record ResultField
{
    [WireName("field")] public string? Field { get; init; }
    [WireName("value")] public string? Value { get; init; }
}
