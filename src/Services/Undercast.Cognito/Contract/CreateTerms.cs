using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record CreateTermsInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    [Pattern(@"^(terms-of-use|privacy-policy)$")] public required string TermsName { get; init; }
    [OneOf("LINK")] public required string TermsSource { get; init; }
    [OneOf("NONE")] public required string Enforcement { get; init; }
    [Length(min: 1, max: 13)]
    [Elements(MinLength = 1, MaxLength = 1024, Pattern = @"^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$")]
    public IReadOnlyDictionary<string, string>? Links { get; init; }
}

public sealed record CreateTermsOutput
{
    public TermsType? Terms { get; init; }
}
