using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[AwsError("LimitExceededException", 400)]
public sealed class LimitExceededException(string message) : AwsException(message);

[AwsError("AlreadyExistsException", 400)]
public sealed class AlreadyExistsException(string message) : AwsException(message);

[AwsError("TokenAlreadyExistsException", 400)]
public sealed class TokenAlreadyExistsException(string message) : AwsException(message);

[AwsError("InsufficientCapabilitiesException", 400)]
public sealed class InsufficientCapabilitiesException(string message) : AwsException(message);

[AwsError("ChangeSetNotFound", 404)]
public sealed class ChangeSetNotFoundException(string message) : AwsException(message);

[AwsError("StackSetNotFoundException", 404)]
public sealed class StackSetNotFoundException(string message) : AwsException(message);

[AwsError("InvalidChangeSetStatus", 400)]
public sealed class InvalidChangeSetStatusException(string message) : AwsException(message);

[AwsError("StackSetNotEmptyException", 409)]
public sealed class StackSetNotEmptyException(string message) : AwsException(message);

[AwsError("NameAlreadyExistsException", 409)]
public sealed class NameAlreadyExistsException(string message) : AwsException(message);

[AwsError("OperationInProgressException", 409)]
public sealed class OperationInProgressException(string message) : AwsException(message);

[AwsError("OperationIdAlreadyExistsException", 409)]
public sealed class OperationIdAlreadyExistsException(string message) : AwsException(message);

[AwsError("InvalidOperationException", 400)]
public sealed class InvalidStackSetOperationException(string message) : AwsException(message);

[AwsError("OperationNotFoundException", 404)]
public sealed class OperationNotFoundException(string message) : AwsException(message);

[AwsError("StackInstanceNotFoundException", 404)]
public sealed class StackInstanceNotFoundException(string message) : AwsException(message);

[AwsError("CFNRegistryException", 400)]
public sealed class CFNRegistryException(string message) : AwsException(message);

[AwsError("TypeNotFoundException", 404)]
public sealed class NoSuchTypeException(string message) : AwsException(message);
