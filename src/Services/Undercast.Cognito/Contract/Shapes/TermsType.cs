using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record TermsType
{
    [Pattern(@"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$")]
    public required string TermsId { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    [Pattern(@"^(terms-of-use|privacy-policy)$")] public required string TermsName { get; init; }
    [OneOf("LINK")] public required string TermsSource { get; init; }
    [OneOf("NONE")] public required string Enforcement { get; init; }
    [Length(min: 1, max: 13)]
    [Elements(MinLength = 1, MaxLength = 1024, Pattern = @"^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$")]
    public required IReadOnlyDictionary<string, string> Links { get; init; }
    public required DateTimeOffset CreationDate { get; init; }
    public required DateTimeOffset LastModifiedDate { get; init; }
}
