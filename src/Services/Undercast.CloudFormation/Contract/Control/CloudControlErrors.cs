using Undercast.Kernel;

namespace Undercast.CloudFormation;

[AwsError("TypeNotFoundException", 400)]
public sealed class TypeNotFoundException(string message) : AwsException(message);

[AwsError("InvalidRequestException", 400)]
public sealed class InvalidRequestException(string message) : AwsException(message);

[AwsError("ResourceNotFoundException", 400)]
public sealed class ResourceNotFoundException(string message) : AwsException(message);

[AwsError("UnsupportedActionException", 400)]
public sealed class UnsupportedActionException(string message) : AwsException(message);

[AwsError("GeneralServiceException", 400)]
public sealed class GeneralServiceException(string message) : AwsException(message);

[AwsError("ClientTokenConflictException", 400)]
public sealed class ClientTokenConflictException(string message) : AwsException(message);

[AwsError("RequestTokenNotFoundException", 400)]
public sealed class RequestTokenNotFoundException(string message) : AwsException(message);
