using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

[EventStream]
public sealed record StartLiveTailResponseStream
{
    [WireName("sessionStart")] public LiveTailSessionStart? SessionStart { get; init; }
    [WireName("sessionUpdate")] public LiveTailSessionUpdate? SessionUpdate { get; init; }
    public SessionTimeoutException? SessionTimeoutException { get; init; }
    public SessionStreamingException? SessionStreamingException { get; init; }
}
