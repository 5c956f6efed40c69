using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record PutRetentionPolicyInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("retentionInDays")] public required int RetentionInDays { get; init; }
}
