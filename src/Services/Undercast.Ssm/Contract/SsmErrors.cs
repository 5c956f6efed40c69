using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

[AwsError("InternalServerError", 500)]
public sealed class InternalServerError(string message) : AwsException(message);

[AwsError("InvalidKeyId", 400)]
public sealed class InvalidKeyId(string message) : AwsException(message);

[AwsError("ParameterLimitExceeded", 400)]
public sealed class ParameterLimitExceeded(string message) : AwsException(message);

[AwsError("TooManyUpdates", 400)]
public sealed class TooManyUpdates(string message) : AwsException(message);

[AwsError("ParameterAlreadyExists", 400)]
public sealed class ParameterAlreadyExists(string message) : AwsException(message);

[AwsError("HierarchyLevelLimitExceededException", 400)]
public sealed class HierarchyLevelLimitExceededException(string message) : AwsException(message);

[AwsError("HierarchyTypeMismatchException", 400)]
public sealed class HierarchyTypeMismatchException(string message) : AwsException(message);

[AwsError("InvalidAllowedPatternException", 400)]
public sealed class InvalidAllowedPatternException(string message) : AwsException(message);

[AwsError("ParameterMaxVersionLimitExceeded", 400)]
public sealed class ParameterMaxVersionLimitExceeded(string message) : AwsException(message);

[AwsError("ParameterPatternMismatchException", 400)]
public sealed class ParameterPatternMismatchException(string message) : AwsException(message);

[AwsError("UnsupportedParameterType", 400)]
public sealed class UnsupportedParameterType(string message) : AwsException(message);

[AwsError("PoliciesLimitExceededException", 400)]
public sealed class PoliciesLimitExceededException(string message) : AwsException(message);

[AwsError("InvalidPolicyTypeException", 400)]
public sealed class InvalidPolicyTypeException(string message) : AwsException(message);

[AwsError("InvalidPolicyAttributeException", 400)]
public sealed class InvalidPolicyAttributeException(string message) : AwsException(message);

[AwsError("IncompatiblePolicyException", 400)]
public sealed class IncompatiblePolicyException(string message) : AwsException(message);

[AwsError("ParameterNotFound", 400)]
public sealed class ParameterNotFound(string message) : AwsException(message);

[AwsError("ParameterVersionNotFound", 400)]
public sealed class ParameterVersionNotFound(string message) : AwsException(message);

[AwsError("InvalidFilterKey", 400)]
public sealed class InvalidFilterKey(string message) : AwsException(message);

[AwsError("InvalidFilterOption", 400)]
public sealed class InvalidFilterOption(string message) : AwsException(message);

[AwsError("InvalidFilterValue", 400)]
public sealed class InvalidFilterValue(string message) : AwsException(message);

[AwsError("InvalidNextToken", 400)]
public sealed class InvalidNextToken(string message) : AwsException(message);

[AwsError("ParameterVersionLabelLimitExceeded", 400)]
public sealed class ParameterVersionLabelLimitExceeded(string message) : AwsException(message);

[AwsError("InvalidResourceType", 400)]
public sealed class InvalidResourceType(string message) : AwsException(message);

[AwsError("InvalidResourceId", 400)]
public sealed class InvalidResourceId(string message) : AwsException(message);

[AwsError("TooManyTagsError", 400)]
public sealed class TooManyTagsError(string message) : AwsException(message);
