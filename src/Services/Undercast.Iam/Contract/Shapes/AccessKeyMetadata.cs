using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record AccessKeyMetadata
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public string? AccessKeyId { get; init; }
    [OneOf("Active", "Inactive", "Expired")] public string? Status { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
}
