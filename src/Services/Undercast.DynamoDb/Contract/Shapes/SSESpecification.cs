using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record SSESpecification
{
    public bool? Enabled { get; init; }
    [OneOf("AES256", "KMS")] public string? SSEType { get; init; }
    public string? KMSMasterKeyId { get; init; }
}
