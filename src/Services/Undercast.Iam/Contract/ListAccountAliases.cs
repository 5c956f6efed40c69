using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListAccountAliasesInput
{
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
}

public sealed record ListAccountAliasesOutput
{
    [Elements(MinLength = 3, MaxLength = 63, Pattern = @"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$")]
    public required IReadOnlyList<string> AccountAliases { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
