using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

[AwsError("InvalidParameterException", 400)]
public sealed class InvalidParameterException(string message) : AwsException(message)
{
    [WireName("reasonCode")] public string? ReasonCode { get; init; }
}

[AwsError("TooManyRequestsException", 400)]
public sealed class TooManyRequestsException(string message) : AwsException(message);

[AwsError("LimitExceededException", 400)]
public sealed class LimitExceededException(string message) : AwsException(message);

[AwsError("InvalidSmsRoleAccessPolicyException", 400)]
public sealed class InvalidSmsRoleAccessPolicyException(string message) : AwsException(message);

[AwsError("InvalidSmsRoleTrustRelationshipException", 400)]
public sealed class InvalidSmsRoleTrustRelationshipException(string message) : AwsException(message);

[AwsError("InvalidEmailRoleAccessPolicyException", 400)]
public sealed class InvalidEmailRoleAccessPolicyException(string message) : AwsException(message);

[AwsError("NotAuthorizedException", 400)]
public sealed class NotAuthorizedException(string message) : AwsException(message);

[AwsError("UserPoolTaggingException", 400)]
public sealed class UserPoolTaggingException(string message) : AwsException(message);

[AwsError("InternalErrorException", 500)]
public sealed class InternalErrorException(string message) : AwsException(message);

[AwsError("TierChangeNotAllowedException", 400)]
public sealed class TierChangeNotAllowedException(string message) : AwsException(message);

[AwsError("FeatureUnavailableInTierException", 400)]
public sealed class FeatureUnavailableInTierException(string message) : AwsException(message);

[AwsError("ResourceNotFoundException", 400)]
public sealed class ResourceNotFoundException(string message) : AwsException(message);

[AwsError("ConcurrentModificationException", 400)]
public sealed class ConcurrentModificationException(string message) : AwsException(message);

[AwsError("UserImportInProgressException", 400)]
public sealed class UserImportInProgressException(string message) : AwsException(message);

[AwsError("ScopeDoesNotExistException", 400)]
public sealed class ScopeDoesNotExistException(string message) : AwsException(message);

[AwsError("InvalidOAuthFlowException", 400)]
public sealed class InvalidOAuthFlowException(string message) : AwsException(message);

[AwsError("GroupExistsException", 400)]
public sealed class GroupExistsException(string message) : AwsException(message);

[AwsError("UserNotFoundException", 400)]
public sealed class UserNotFoundException(string message) : AwsException(message);

[AwsError("UnexpectedLambdaException", 400)]
public sealed class UnexpectedLambdaException(string message) : AwsException(message);

[AwsError("UserLambdaValidationException", 400)]
public sealed class UserLambdaValidationException(string message) : AwsException(message);

[AwsError("InvalidPasswordException", 400)]
public sealed class InvalidPasswordException(string message) : AwsException(message);

[AwsError("InvalidLambdaResponseException", 400)]
public sealed class InvalidLambdaResponseException(string message) : AwsException(message);

[AwsError("UsernameExistsException", 400)]
public sealed class UsernameExistsException(string message) : AwsException(message);

[AwsError("CodeDeliveryFailureException", 400)]
public sealed class CodeDeliveryFailureException(string message) : AwsException(message);

[AwsError("ForbiddenException", 400)]
public sealed class ForbiddenException(string message) : AwsException(message);

[AwsError("TooManyFailedAttemptsException", 400)]
public sealed class TooManyFailedAttemptsException(string message) : AwsException(message);

[AwsError("CodeMismatchException", 400)]
public sealed class CodeMismatchException(string message) : AwsException(message);

[AwsError("ExpiredCodeException", 400)]
public sealed class ExpiredCodeException(string message) : AwsException(message);

[AwsError("AliasExistsException", 400)]
public sealed class AliasExistsException(string message) : AwsException(message);

[AwsError("PreconditionNotMetException", 400)]
public sealed class PreconditionNotMetException(string message) : AwsException(message);

[AwsError("UnsupportedUserStateException", 400)]
public sealed class UnsupportedUserStateException(string message) : AwsException(message);

[AwsError("PasswordHistoryPolicyViolationException", 400)]
public sealed class PasswordHistoryPolicyViolationException(string message) : AwsException(message);

[AwsError("UnsupportedOperationException", 400)]
public sealed class UnsupportedOperationException(string message) : AwsException(message);

[AwsError("InvalidUserPoolConfigurationException", 400)]
public sealed class InvalidUserPoolConfigurationException(string message) : AwsException(message);

[AwsError("PasswordResetRequiredException", 400)]
public sealed class PasswordResetRequiredException(string message) : AwsException(message);

[AwsError("UserNotConfirmedException", 400)]
public sealed class UserNotConfirmedException(string message) : AwsException(message);

[AwsError("MFAMethodNotFoundException", 400)]
public sealed class MFAMethodNotFoundException(string message) : AwsException(message);

[AwsError("SoftwareTokenMFANotFoundException", 400)]
public sealed class SoftwareTokenMFANotFoundException(string message) : AwsException(message);

[AwsError("UnauthorizedException", 400)]
public sealed class UnauthorizedException(string message) : AwsException(message);

[AwsError("UnsupportedTokenTypeException", 400)]
public sealed class UnsupportedTokenTypeException(string message) : AwsException(message);

[AwsError("RefreshTokenReuseException", 400)]
public sealed class RefreshTokenReuseException(string message) : AwsException(message);
