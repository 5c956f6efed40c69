using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record TokenValidityUnitsType
{
    [OneOf("seconds", "minutes", "hours", "days")] public string? AccessToken { get; init; }
    [OneOf("seconds", "minutes", "hours", "days")] public string? IdToken { get; init; }
    [OneOf("seconds", "minutes", "hours", "days")] public string? RefreshToken { get; init; }
}
