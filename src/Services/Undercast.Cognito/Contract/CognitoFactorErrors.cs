using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

[AwsError("EnableSoftwareTokenMFAException", 400)]
public sealed class EnableSoftwareTokenMFAException(string message) : AwsException(message);

[AwsError("WebAuthnNotEnabledException", 400)]
public sealed class WebAuthnNotEnabledException(string message) : AwsException(message);

[AwsError("WebAuthnConfigurationMissingException", 400)]
public sealed class WebAuthnConfigurationMissingException(string message) : AwsException(message);

[AwsError("WebAuthnChallengeNotFoundException", 400)]
public sealed class WebAuthnChallengeNotFoundException(string message) : AwsException(message);

[AwsError("WebAuthnRelyingPartyMismatchException", 400)]
public sealed class WebAuthnRelyingPartyMismatchException(string message) : AwsException(message);

[AwsError("WebAuthnClientMismatchException", 400)]
public sealed class WebAuthnClientMismatchException(string message) : AwsException(message);

[AwsError("WebAuthnOriginNotAllowedException", 400)]
public sealed class WebAuthnOriginNotAllowedException(string message) : AwsException(message);

[AwsError("WebAuthnCredentialNotSupportedException", 400)]
public sealed class WebAuthnCredentialNotSupportedException(string message) : AwsException(message);

[AwsError("DeviceKeyExistsException", 400)]
public sealed class DeviceKeyExistsException(string message) : AwsException(message);

[AwsError("TermsExistsException", 400)]
public sealed class TermsExistsException(string message) : AwsException(message);
