using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UserAttributeUpdateSettingsType
{
    public IReadOnlyList<string>? AttributesRequireVerificationBeforeUpdate { get; init; }
}
