using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record SoftwareTokenMfaConfigType
{
    public bool? Enabled { get; init; }
}
