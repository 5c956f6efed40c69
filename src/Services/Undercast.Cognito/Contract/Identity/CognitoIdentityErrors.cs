using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

[AwsError("InvalidParameterException", 400)]
public sealed class InvalidParameterException(string message) : AwsException(message);

[AwsError("NotAuthorizedException", 400)]
public sealed class NotAuthorizedException(string message) : AwsException(message);

[AwsError("ResourceConflictException", 400)]
public sealed class ResourceConflictException(string message) : AwsException(message);

[AwsError("TooManyRequestsException", 400)]
public sealed class TooManyRequestsException(string message) : AwsException(message);

[AwsError("InternalErrorException", 500)]
public sealed class InternalErrorException(string message) : AwsException(message);

[AwsError("LimitExceededException", 400)]
public sealed class LimitExceededException(string message) : AwsException(message);

[AwsError("ResourceNotFoundException", 400)]
public sealed class ResourceNotFoundException(string message) : AwsException(message);

[AwsError("ConcurrentModificationException", 400)]
public sealed class ConcurrentModificationException(string message) : AwsException(message);

[AwsError("ExternalServiceException", 400)]
public sealed class ExternalServiceException(string message) : AwsException(message);

[AwsError("InvalidIdentityPoolConfigurationException", 400)]
public sealed class InvalidIdentityPoolConfigurationException(string message) : AwsException(message);

[AwsError("DeveloperUserAlreadyRegisteredException", 400)]
public sealed class DeveloperUserAlreadyRegisteredException(string message) : AwsException(message);
