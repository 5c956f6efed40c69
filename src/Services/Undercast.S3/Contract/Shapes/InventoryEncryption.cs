using Undercast.Protocol;

namespace Undercast.S3;

public sealed record InventoryEncryption
{
    [Xml("SSE-S3")] public SSES3? SSES3 { get; init; }
    [Xml("SSE-KMS")] public SSEKMS? SSEKMS { get; init; }
}
