using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

[AwsError("LimitExceeded", 409)]
public sealed class LimitExceededException(string message) : AwsException(message);

[AwsError("EntityAlreadyExists", 409)]
public sealed class EntityAlreadyExistsException(string message) : AwsException(message);

[AwsError("NoSuchEntity", 404)]
public sealed class NoSuchEntityException(string message) : AwsException(message);

[AwsError("InvalidInput", 400)]
public sealed class InvalidInputException(string message) : AwsException(message);

[AwsError("ConcurrentModification", 409)]
public sealed class ConcurrentModificationException(string message) : AwsException(message);

[AwsError("ServiceFailure", 500)]
public sealed class ServiceFailureException(string message) : AwsException(message);

[AwsError("EntityTemporarilyUnmodifiable", 409)]
public sealed class EntityTemporarilyUnmodifiableException(string message) : AwsException(message);

[AwsError("DeleteConflict", 409)]
public sealed class DeleteConflictException(string message) : AwsException(message);

[AwsError("MalformedPolicyDocument", 400)]
public sealed class MalformedPolicyDocumentException(string message) : AwsException(message);

[AwsError("UnmodifiableEntity", 400)]
public sealed class UnmodifiableEntityException(string message) : AwsException(message);

[AwsError("PolicyNotAttachable", 400)]
public sealed class PolicyNotAttachableException(string message) : AwsException(message);

[AwsError("PolicyEvaluation", 500)]
public sealed class PolicyEvaluationException(string message) : AwsException(message);

[AwsError("PasswordPolicyViolation", 400)]
public sealed class PasswordPolicyViolationException(string message) : AwsException(message);

[AwsError("InvalidUserType", 400)]
public sealed class InvalidUserTypeException(string message) : AwsException(message);

[AwsError("InvalidAuthenticationCode", 403)]
public sealed class InvalidAuthenticationCodeException(string message) : AwsException(message);

[AwsError("OpenIdIdpCommunicationError", 400)]
public sealed class OpenIdIdpCommunicationErrorException(string message) : AwsException(message);

[AwsError("MalformedCertificate", 400)]
public sealed class MalformedCertificateException(string message) : AwsException(message);

[AwsError("KeyPairMismatch", 400)]
public sealed class KeyPairMismatchException(string message) : AwsException(message);

[AwsError("ReportNotPresent", 410)]
public sealed class CredentialReportNotPresentException(string message) : AwsException(message);

[AwsError("ReportExpired", 410)]
public sealed class CredentialReportExpiredException(string message) : AwsException(message);

[AwsError("ReportInProgress", 404)]
public sealed class CredentialReportNotReadyException(string message) : AwsException(message);
