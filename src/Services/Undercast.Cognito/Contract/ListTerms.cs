using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ListTermsInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Range(min: 1, max: 60)] public int? MaxResults { get; init; }
    [Length(min: 0, max: 131072)] public string? NextToken { get; init; }
}

public sealed record ListTermsOutput
{
    public required IReadOnlyList<TermsDescriptionType> Terms { get; init; }
    [Length(min: 0, max: 131072)] public string? NextToken { get; init; }
}
