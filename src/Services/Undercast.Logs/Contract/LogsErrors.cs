using Undercast.Kernel;

namespace Undercast.Logs;

[AwsError("InvalidParameterException", 400)]
public sealed class InvalidParameterException(string message) : AwsException(message);

[AwsError("ResourceAlreadyExistsException", 400)]
public sealed class ResourceAlreadyExistsException(string message) : AwsException(message);

[AwsError("ResourceNotFoundException", 400)]
public sealed class ResourceNotFoundException(string message) : AwsException(message);

[AwsError("LimitExceededException", 400)]
public sealed class LimitExceededException(string message) : AwsException(message);

[AwsError("ValidationException", 400)]
public sealed class ValidationException(string message) : AwsException(message);

[AwsError("TooManyTagsException", 400)]
public sealed class TooManyTagsException(string message) : AwsException(message);

[AwsError("InvalidOperationException", 400)]
public sealed class InvalidOperationException(string message) : AwsException(message);

[AwsError("MalformedQueryException", 400)]
public sealed class MalformedQueryException(string message) : AwsException(message)
{
    [Protocol.WireName("queryCompileError")] public QueryCompileError? QueryCompileError { get; init; }
}
