using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record Credentials
{
    public string? AccessKeyId { get; init; }
    [Sensitive] public string? SecretKey { get; init; }
    public string? SessionToken { get; init; }
    public DateTimeOffset? Expiration { get; init; }
}
