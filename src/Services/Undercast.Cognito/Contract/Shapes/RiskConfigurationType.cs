using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record RiskConfigurationType
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public string? ClientId { get; init; }
    public CompromisedCredentialsRiskConfigurationType? CompromisedCredentialsRiskConfiguration { get; init; }
    public AccountTakeoverRiskConfigurationType? AccountTakeoverRiskConfiguration { get; init; }
    public RiskExceptionConfigurationType? RiskExceptionConfiguration { get; init; }
    public DateTimeOffset? LastModifiedDate { get; init; }
}
