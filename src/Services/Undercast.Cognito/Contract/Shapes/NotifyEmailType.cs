using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record NotifyEmailType
{
    [Length(min: 1, max: 140), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+")] public required string Subject { get; init; }
    [Length(min: 6, max: 20000), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]+")] public string? HtmlBody { get; init; }
    [Length(min: 6, max: 20000), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]+")] public string? TextBody { get; init; }
}
