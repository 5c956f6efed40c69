using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UpdateAccessKeyInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public required string AccessKeyId { get; init; }
    [OneOf("Active", "Inactive", "Expired")] public required string Status { get; init; }
}
