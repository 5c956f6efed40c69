using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record VerifySoftwareTokenInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public string? AccessToken { get; init; }
    [Sensitive, Length(min: 20, max: 2048)] public string? Session { get; init; }
    [Sensitive, Length(min: 6, max: 6), Pattern(@"[0-9]+")] public required string UserCode { get; init; }
    [Length(min: 0, max: 131072)] public string? FriendlyDeviceName { get; init; }
}

public sealed record VerifySoftwareTokenOutput
{
    [OneOf("SUCCESS", "ERROR")] public string? Status { get; init; }
    [Sensitive, Length(min: 20, max: 2048)] public string? Session { get; init; }
}
