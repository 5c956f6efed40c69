using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

// AWS: codes and statuses are those of the service model. "Type" says who is at fault.

[AwsError("ResourceNotFoundException", 404)]
public sealed class ResourceNotFoundException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}

[AwsError("ResourceConflictException", 409)]
public sealed class ResourceConflictException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}

[AwsError("InvalidParameterValueException", 400)]
public sealed class InvalidParameterValueException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}

[AwsError("ServiceException", 500)]
public sealed class ServiceException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "Service";
}

[AwsError("PreconditionFailedException", 412)]
public sealed class PreconditionFailedException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}

[AwsError("CodeStorageExceededException", 400)]
public sealed class CodeStorageExceededException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}

[AwsError("RequestTooLargeException", 413)]
public sealed class RequestTooLargeException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}

[AwsError("InvalidRequestContentException", 400)]
public sealed class InvalidRequestContentException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}

[AwsError("InvalidRuntimeException", 502)]
public sealed class InvalidRuntimeException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "Service";
}

[AwsError("InvalidZipFileException", 502)]
public sealed class InvalidZipFileException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "Service";
}

[AwsError("PolicyLengthExceededException", 400)]
public sealed class PolicyLengthExceededException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}

[AwsError("TooManyRequestsException", 429)]
public sealed class TooManyRequestsException(string message, string reason) : AwsException(message)
{
    public string? Type { get; init; } = "User";
    public string? Reason { get; init; } = reason;
}

[AwsError("RecursiveInvocationException", 400)]
public sealed class RecursiveInvocationException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}

[AwsError("ProvisionedConcurrencyConfigNotFoundException", 404)]
public sealed class ProvisionedConcurrencyConfigNotFoundException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}

[AwsError("CodeSigningConfigNotFoundException", 404)]
public sealed class CodeSigningConfigNotFoundException(string message) : AwsException(message)
{
    public string? Type { get; init; } = "User";
}
