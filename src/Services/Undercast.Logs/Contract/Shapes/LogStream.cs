using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record LogStream
{
    [WireName("logStreamName")] public string? LogStreamName { get; init; }
    [WireName("creationTime")] public long? CreationTime { get; init; }
    [WireName("firstEventTimestamp")] public long? FirstEventTimestamp { get; init; }
    [WireName("lastEventTimestamp")] public long? LastEventTimestamp { get; init; }
    [WireName("lastIngestionTime")] public long? LastIngestionTime { get; init; }
    [WireName("uploadSequenceToken")] public string? UploadSequenceToken { get; init; }
    [WireName("arn")] public string? Arn { get; init; }
    [WireName("storedBytes")] public long? StoredBytes { get; init; }
}
