using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record QueryCompileError
{
    [WireName("location")] public QueryCompileErrorLocation? Location { get; init; }
    [WireName("message")] public string? Message { get; init; }
}
