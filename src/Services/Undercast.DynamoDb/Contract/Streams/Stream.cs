using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record Stream
{
    [Length(min: 37, max: 1024)] public string? StreamArn { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? TableName { get; init; }
    public string? StreamLabel { get; init; }
}
