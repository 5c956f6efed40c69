using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreatePolicyInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string PolicyName { get; init; }
    [Length(min: 1, max: 512), Pattern(@"((/[A-Za-z0-9\.,\+@=_-]+)*)/")] public string? Path { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public required string PolicyDocument { get; init; }
    [Length(max: 1000)] public string? Description { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}

public sealed record CreatePolicyOutput
{
    public Policy? Policy { get; init; }
}
