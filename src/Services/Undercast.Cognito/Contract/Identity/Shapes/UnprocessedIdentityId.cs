using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record UnprocessedIdentityId
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+:[0-9a-f-]+")] public string? IdentityId { get; init; }
    [OneOf("AccessDenied", "InternalServerError")] public string? ErrorCode { get; init; }
}
