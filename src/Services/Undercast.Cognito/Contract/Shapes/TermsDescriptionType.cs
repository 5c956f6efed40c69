using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record TermsDescriptionType
{
    [Pattern(@"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$")]
    public required string TermsId { get; init; }
    [Pattern(@"^(terms-of-use|privacy-policy)$")] public required string TermsName { get; init; }
    [OneOf("NONE")] public required string Enforcement { get; init; }
    public required DateTimeOffset CreationDate { get; init; }
    public required DateTimeOffset LastModifiedDate { get; init; }
}
