using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UpdateTermsInput
{
    [Pattern(@"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$")]
    public required string TermsId { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Pattern(@"^(terms-of-use|privacy-policy)$")] public string? TermsName { get; init; }
    [OneOf("LINK")] public string? TermsSource { get; init; }
    [OneOf("NONE")] public string? Enforcement { get; init; }
    [Length(min: 1, max: 13)]
    [Elements(MinLength = 1, MaxLength = 1024, Pattern = @"^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$")]
    public IReadOnlyDictionary<string, string>? Links { get; init; }
}

public sealed record UpdateTermsOutput
{
    public TermsType? Terms { get; init; }
}
