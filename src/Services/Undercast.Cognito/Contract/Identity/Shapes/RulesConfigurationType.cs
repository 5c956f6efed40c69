using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record RulesConfigurationType
{
    [Length(min: 1, max: 400)] public required IReadOnlyList<MappingRule> Rules { get; init; }
}
