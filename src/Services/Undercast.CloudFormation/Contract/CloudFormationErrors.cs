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
