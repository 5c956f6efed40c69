using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

[AwsError("BadRequestException", 400)]
public sealed class BadRequestException(string message) : AwsException(message);

[AwsError("ConflictException", 409)]
public sealed class ConflictException(string message) : AwsException(message);

[AwsError("LimitExceededException", 429)]
public sealed class LimitExceededException(string message) : AwsException(message)
{
    [WireName("retryAfterSeconds"), HttpHeader("Retry-After")] public string? RetryAfterSeconds { get; init; }
}

[AwsError("UnauthorizedException", 401)]
public sealed class UnauthorizedException(string message) : AwsException(message);

[AwsError("TooManyRequestsException", 429)]
public sealed class TooManyRequestsException(string message) : AwsException(message)
{
    [WireName("retryAfterSeconds"), HttpHeader("Retry-After")] public string? RetryAfterSeconds { get; init; }
}

[AwsError("NotFoundException", 404)]
public sealed class NotFoundException(string message) : AwsException(message);

[AwsError("ServiceUnavailableException", 503)]
public sealed class ServiceUnavailableException(string message) : AwsException(message)
{
    [WireName("retryAfterSeconds"), HttpHeader("Retry-After")] public string? RetryAfterSeconds { get; init; }
}
