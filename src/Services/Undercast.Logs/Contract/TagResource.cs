using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record TagResourceInput
{
    [WireName("resourceArn"), Length(min: 1, max: 1011), Pattern(@"[\w+=/:,.@-]*")] public required string ResourceArn { get; init; }
    [WireName("tags")]
    [Length(min: 1, max: 50)]
    [Elements(MaxLength = 256, Pattern = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$")]
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
