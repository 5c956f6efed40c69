using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record CreateLogStreamInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("logStreamName"), Length(min: 1, max: 512), Pattern(@"[^:*]*")] public required string LogStreamName { get; init; }
}
