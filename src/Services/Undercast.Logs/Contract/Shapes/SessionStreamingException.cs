using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record SessionStreamingException
{
    [WireName("message")] public string? Message { get; init; }
}
