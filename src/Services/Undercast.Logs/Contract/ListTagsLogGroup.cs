using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record ListTagsLogGroupInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
}

public sealed record ListTagsLogGroupOutput
{
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
