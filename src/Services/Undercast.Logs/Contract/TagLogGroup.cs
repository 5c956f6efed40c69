using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record TagLogGroupInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("tags")]
    [Length(min: 1, max: 50)]
    [Elements(MaxLength = 256, Pattern = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$")]
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
