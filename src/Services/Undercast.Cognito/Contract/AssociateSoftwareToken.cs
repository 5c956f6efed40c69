using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AssociateSoftwareTokenInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public string? AccessToken { get; init; }
    [Sensitive, Length(min: 20, max: 2048)] public string? Session { get; init; }
}

public sealed record AssociateSoftwareTokenOutput
{
    [Sensitive, Length(min: 16), Pattern(@"[A-Za-z0-9]+")] public string? SecretCode { get; init; }
    [Sensitive, Length(min: 20, max: 2048)] public string? Session { get; init; }
}
