using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record PutResourcePolicyInput
{
    [Length(min: 1, max: 1283)] public required string ResourceArn { get; init; }
    public required string Policy { get; init; }
    [Length(min: 1, max: 255)] public string? ExpectedRevisionId { get; init; }
    public bool? ConfirmRemoveSelfResourceAccess { get; init; }
}

public sealed record PutResourcePolicyOutput
{
    [Length(min: 1, max: 255)] public string? RevisionId { get; init; }
}
