using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record GetCSVHeaderInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
}

public sealed record GetCSVHeaderOutput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? UserPoolId { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyList<string>? CSVHeader { get; init; }
}
