using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record SSEDescription
{
    [OneOf("ENABLING", "ENABLED", "DISABLING", "DISABLED", "UPDATING")] public string? Status { get; init; }
    [OneOf("AES256", "KMS")] public string? SSEType { get; init; }
    public string? KMSMasterKeyArn { get; init; }
    public DateTimeOffset? InaccessibleEncryptionDateTime { get; init; }
}
