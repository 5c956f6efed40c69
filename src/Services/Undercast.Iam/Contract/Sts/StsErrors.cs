using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

[AwsError("MalformedPolicyDocument", 400)]
public sealed class MalformedPolicyDocumentException(string message) : AwsException(message);

[AwsError("PackedPolicyTooLarge", 400)]
public sealed class PackedPolicyTooLargeException(string message) : AwsException(message);

[AwsError("RegionDisabledException", 403)]
public sealed class RegionDisabledException(string message) : AwsException(message);

[AwsError("ExpiredTokenException", 400)]
public sealed class ExpiredTokenException(string message) : AwsException(message);

[AwsError("IDPRejectedClaim", 403)]
public sealed class IDPRejectedClaimException(string message) : AwsException(message);

[AwsError("InvalidIdentityToken", 400)]
public sealed class InvalidIdentityTokenException(string message) : AwsException(message);

[AwsError("IDPCommunicationError", 400)]
public sealed class IDPCommunicationErrorException(string message) : AwsException(message);
