using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

/// <summary>The pool keeps no history of sign-ins.</summary>
[AwsError("UserPoolAddOnNotEnabledException", 400)]
public sealed class UserPoolAddOnNotEnabledException(string message) : AwsException(message);

public sealed record AdminListUserAuthEventsInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    [Range(min: 0, max: 60)] public int? MaxResults { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\S]+")] public string? NextToken { get; init; }
}

public sealed record AdminListUserAuthEventsOutput
{
    public IReadOnlyList<AuthEventType>? AuthEvents { get; init; }
    public string? NextToken { get; init; }
}

public sealed record AdminUpdateAuthEventFeedbackInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    [Length(min: 1, max: 50), Pattern(@"[\w+-]+")] public required string EventId { get; init; }
    [OneOf("Valid", "Invalid")] public required string FeedbackValue { get; init; }
}

public sealed record AdminUpdateAuthEventFeedbackOutput;

public sealed record AuthEventType
{
    public string? EventId { get; init; }
    [OneOf("SignIn", "SignUp", "ForgotPassword", "PasswordChange", "ResendCode")] public string? EventType { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
    [OneOf("Pass", "Fail", "InProgress")] public string? EventResponse { get; init; }
    public EventRiskType? EventRisk { get; init; }
    public IReadOnlyList<ChallengeResponseType>? ChallengeResponses { get; init; }
    public EventContextDataType? EventContextData { get; init; }
    public EventFeedbackType? EventFeedback { get; init; }
}

public sealed record EventRiskType
{
    [OneOf("NoRisk", "AccountTakeover", "Block")] public string? RiskDecision { get; init; }
    [OneOf("Low", "Medium", "High")] public string? RiskLevel { get; init; }
    public bool? CompromisedCredentialsDetected { get; init; }
}

public sealed record ChallengeResponseType
{
    [OneOf("Password", "Mfa")] public string? ChallengeName { get; init; }
    [OneOf("Success", "Failure")] public string? ChallengeResponse { get; init; }
}

public sealed record EventContextDataType
{
    public string? IpAddress { get; init; }
    public string? DeviceName { get; init; }
}

public sealed record EventFeedbackType
{
    [OneOf("Valid", "Invalid")] public required string FeedbackValue { get; init; }
    public required string Provider { get; init; }
    public DateTimeOffset? FeedbackDate { get; init; }
}
