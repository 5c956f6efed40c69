using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record MessageTemplateType
{
    [Length(min: 6, max: 140), Pattern(@"(?s).*")] public string? SMSMessage { get; init; }
    [Length(min: 6, max: 20000), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*")] public string? EmailMessage { get; init; }
    [Length(min: 1, max: 140), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+")] public string? EmailSubject { get; init; }
}
