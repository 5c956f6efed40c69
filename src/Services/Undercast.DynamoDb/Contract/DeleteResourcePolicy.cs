using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DeleteResourcePolicyInput
{
    [Length(min: 1, max: 1283)] public required string ResourceArn { get; init; }
    [Length(min: 1, max: 255)] public string? ExpectedRevisionId { get; init; }
}

public sealed record DeleteResourcePolicyOutput
{
    [Length(min: 1, max: 255)] public string? RevisionId { get; init; }
}
