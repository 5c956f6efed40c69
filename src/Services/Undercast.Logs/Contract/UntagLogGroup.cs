using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record UntagLogGroupInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("tags")]
    [Length(min: 1)]
    [Elements(MinLength = 1, MaxLength = 128, Pattern = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$")]
    public required IReadOnlyList<string> Tags { get; init; }
}
