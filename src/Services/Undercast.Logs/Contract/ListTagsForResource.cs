using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record ListTagsForResourceInput
{
    [WireName("resourceArn"), Length(min: 1, max: 1011), Pattern(@"[\w+=/:,.@-]*")] public required string ResourceArn { get; init; }
}

public sealed record ListTagsForResourceOutput
{
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
