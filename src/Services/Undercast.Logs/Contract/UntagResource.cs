using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record UntagResourceInput
{
    [WireName("resourceArn"), Length(min: 1, max: 1011), Pattern(@"[\w+=/:,.@-]*")] public required string ResourceArn { get; init; }
    [WireName("tagKeys")]
    [Length(min: 0, max: 50)]
    [Elements(MinLength = 1, MaxLength = 128, Pattern = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$")]
    public required IReadOnlyList<string> TagKeys { get; init; }
}
