using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

[AwsError("ServerException", 500)]
public sealed class ServerException(string message) : AwsException(message);

[AwsError("InvalidParameterException", 400)]
public sealed class InvalidParameterException(string message) : AwsException(message);

[AwsError("InvalidTagParameterException", 400)]
public sealed class InvalidTagParameterException(string message) : AwsException(message);

[AwsError("TooManyTagsException", 400)]
public sealed class TooManyTagsException(string message) : AwsException(message);

[AwsError("RepositoryAlreadyExistsException", 400)]
public sealed class RepositoryAlreadyExistsException(string message) : AwsException(message);

[AwsError("LimitExceededException", 400)]
public sealed class LimitExceededException(string message) : AwsException(message);

[AwsError("KmsException", 400)]
public sealed class KmsException(string message) : AwsException(message)
{
    [WireName("kmsError")] public string? KmsError { get; init; }
}

[AwsError("RepositoryNotFoundException", 400)]
public sealed class RepositoryNotFoundException(string message) : AwsException(message);

[AwsError("RepositoryNotEmptyException", 400)]
public sealed class RepositoryNotEmptyException(string message) : AwsException(message);

[AwsError("RepositoryPolicyNotFoundException", 400)]
public sealed class RepositoryPolicyNotFoundException(string message) : AwsException(message);

[AwsError("ValidationException", 400)]
public sealed class ValidationException(string message) : AwsException(message);

[AwsError("LifecyclePolicyNotFoundException", 400)]
public sealed class LifecyclePolicyNotFoundException(string message) : AwsException(message);

