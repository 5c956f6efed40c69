using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record SessionTimeoutException
{
    [WireName("message")] public string? Message { get; init; }
}
