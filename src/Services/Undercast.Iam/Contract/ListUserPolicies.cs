using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListUserPoliciesInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
}

public sealed record ListUserPoliciesOutput
{
    [Elements(MinLength = 1, MaxLength = 128, Pattern = @"[\w+=,.@-]+")] public required IReadOnlyList<string> PolicyNames { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
