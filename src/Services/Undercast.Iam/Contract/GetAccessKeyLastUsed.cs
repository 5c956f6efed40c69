using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetAccessKeyLastUsedInput
{
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public required string AccessKeyId { get; init; }
}

public sealed record GetAccessKeyLastUsedOutput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
    public AccessKeyLastUsed? AccessKeyLastUsed { get; init; }
}
