using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record CreateCodeSigningConfigInput
{
    [Length(min: 0, max: 256)] public string? Description { get; init; }
    public required AllowedPublishers AllowedPublishers { get; init; }
    public CodeSigningPolicies? CodeSigningPolicies { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

public sealed record CreateCodeSigningConfigOutput
{
    public required CodeSigningConfig CodeSigningConfig { get; init; }
}
