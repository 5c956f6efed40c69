using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

public sealed record Credentials
{
    [Length(min: 16, max: 128), Pattern(@"[\w]*")] public required string AccessKeyId { get; init; }
    [Sensitive] public required string SecretAccessKey { get; init; }
    public required string SessionToken { get; init; }
    public required DateTimeOffset Expiration { get; init; }
}
