using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record EmailMfaConfigType
{
    [Length(min: 6, max: 20000)]
    [Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*")]
    public string? Message { get; init; }
    [Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+")] public string? Subject { get; init; }
}
