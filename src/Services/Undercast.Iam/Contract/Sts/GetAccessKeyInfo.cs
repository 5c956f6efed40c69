using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

public sealed record GetAccessKeyInfoInput
{
    [Length(min: 16, max: 128), Pattern(@"[\w]*")] public required string AccessKeyId { get; init; }
}

public sealed record GetAccessKeyInfoOutput
{
    public string? Account { get; init; }
}
