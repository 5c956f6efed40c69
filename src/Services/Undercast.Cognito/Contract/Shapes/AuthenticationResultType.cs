using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AuthenticationResultType
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public string? AccessToken { get; init; }
    public int? ExpiresIn { get; init; }
    [Length(min: 0, max: 131072)] public string? TokenType { get; init; }
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public string? RefreshToken { get; init; }
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public string? IdToken { get; init; }
    public NewDeviceMetadataType? NewDeviceMetadata { get; init; }
}
