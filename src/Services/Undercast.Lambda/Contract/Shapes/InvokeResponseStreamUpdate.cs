using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record InvokeResponseStreamUpdate
{
    [Sensitive, EventPayload] public byte[]? Payload { get; init; }
}
