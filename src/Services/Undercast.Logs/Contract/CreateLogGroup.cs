using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record CreateLogGroupInput
{
    [WireName("logGroupName"), Length(min: 1, max: 512), Pattern(@"[\.\-_/#A-Za-z0-9]+")] public required string LogGroupName { get; init; }
    [WireName("kmsKeyId"), Length(max: 256)] public string? KmsKeyId { get; init; }
    [WireName("tags")]
    [Length(min: 1, max: 50)]
    [Elements(MaxLength = 256, Pattern = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    [WireName("logGroupClass"), OneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY")] public string? LogGroupClass { get; init; }
    [WireName("deletionProtectionEnabled")] public bool? DeletionProtectionEnabled { get; init; }
}
