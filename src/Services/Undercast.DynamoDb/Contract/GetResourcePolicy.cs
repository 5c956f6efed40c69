using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record GetResourcePolicyInput
{
    [Length(min: 1, max: 1283)] public required string ResourceArn { get; init; }
}

public sealed record GetResourcePolicyOutput
{
    public string? Policy { get; init; }
    [Length(min: 1, max: 255)] public string? RevisionId { get; init; }
}
