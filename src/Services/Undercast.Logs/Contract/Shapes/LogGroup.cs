using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record LogGroup
{
    [WireName("logGroupName")] public string? LogGroupName { get; init; }
    [WireName("creationTime")] public long? CreationTime { get; init; }
    [WireName("retentionInDays")] public int? RetentionInDays { get; init; }
    [WireName("metricFilterCount")] public int? MetricFilterCount { get; init; }
    [WireName("arn")] public string? Arn { get; init; }
    [WireName("storedBytes")] public long? StoredBytes { get; init; }
    [WireName("kmsKeyId")] public string? KmsKeyId { get; init; }
    [WireName("logGroupClass")] public string? LogGroupClass { get; init; }
    [WireName("logGroupArn")] public string? LogGroupArn { get; init; }
    [WireName("deletionProtectionEnabled")] public bool? DeletionProtectionEnabled { get; init; }
}
