using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record SearchedLogStream
{
    [WireName("logStreamName")] public string? LogStreamName { get; init; }
    [WireName("searchedCompletely")] public bool? SearchedCompletely { get; init; }
}
