using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

[AwsError("ResourceNotFoundException", 400)]
public sealed class ResourceNotFoundException(string message) : AwsException(message);

[AwsError("ExpiredIteratorException", 400)]
public sealed class ExpiredIteratorException(string message) : AwsException(message);

[AwsError("TrimmedDataAccessException", 400)]
public sealed class TrimmedDataAccessException(string message) : AwsException(message);
