using Undercast.Protocol;

namespace Undercast.Lambda;

[EventStream]
public sealed record InvokeWithResponseStreamResponseEvent
{
    public InvokeResponseStreamUpdate? PayloadChunk { get; init; }
    public InvokeWithResponseStreamCompleteEvent? InvokeComplete { get; init; }
}
