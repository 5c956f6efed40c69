using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record AccessKey
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public required string AccessKeyId { get; init; }
    [OneOf("Active", "Inactive", "Expired")] public required string Status { get; init; }
    [Sensitive] public required string SecretAccessKey { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
}
