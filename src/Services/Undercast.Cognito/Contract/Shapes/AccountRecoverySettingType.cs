using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AccountRecoverySettingType
{
    [Length(min: 1, max: 2)] public IReadOnlyList<RecoveryOptionType>? RecoveryMechanisms { get; init; }
}
