using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record LiveTailSessionStart
{
    [WireName("requestId"), Length(min: 0, max: 256)] public string? RequestId { get; init; }
    [WireName("sessionId"), Length(min: 0, max: 256)] public string? SessionId { get; init; }
    [WireName("logGroupIdentifiers")]
    [Length(min: 1, max: 10)]
    [Elements(MinLength = 1, MaxLength = 2048, Pattern = @"[\w#+=/:,.@-]*")]
    public IReadOnlyList<string>? LogGroupIdentifiers { get; init; }
    [WireName("logStreamNames")]
    [Length(min: 1, max: 100)]
    [Elements(MinLength = 1, MaxLength = 512, Pattern = @"[^:*]*")]
    public IReadOnlyList<string>? LogStreamNames { get; init; }
    [WireName("logStreamNamePrefixes")]
    [Length(min: 1, max: 100)]
    [Elements(MinLength = 1, MaxLength = 512, Pattern = @"[^:*]*")]
    public IReadOnlyList<string>? LogStreamNamePrefixes { get; init; }
    [WireName("logEventFilterPattern"), Length(min: 0, max: 1024)] public string? LogEventFilterPattern { get; init; }
}
