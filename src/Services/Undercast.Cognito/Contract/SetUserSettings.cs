using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record SetUserSettingsInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
    public required IReadOnlyList<MFAOptionType> MFAOptions { get; init; }
}

public sealed record SetUserSettingsOutput
{
}
