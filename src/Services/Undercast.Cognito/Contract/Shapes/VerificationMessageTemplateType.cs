using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record VerificationMessageTemplateType
{
    [Length(min: 6, max: 140), Pattern(@".*\{####\}.*")] public string? SmsMessage { get; init; }
    [Length(min: 6, max: 20000)]
    [Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*")]
    public string? EmailMessage { get; init; }
    [Length(min: 1, max: 140), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+")] public string? EmailSubject { get; init; }
    [Length(min: 6, max: 20000)]
    [Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{##[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*##\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*")]
    public string? EmailMessageByLink { get; init; }
    [Length(min: 1, max: 140), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+")] public string? EmailSubjectByLink { get; init; }
    [OneOf("CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE")] public string? DefaultEmailOption { get; init; }
}
