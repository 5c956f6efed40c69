using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

[AwsError("DuplicateProviderException", 400)]
public sealed class DuplicateProviderException(string message) : AwsException(message);

[AwsError("UnsupportedIdentityProviderException", 400)]
public sealed class UnsupportedIdentityProviderException(string message) : AwsException(message);

[AwsError("ManagedLoginBrandingExistsException", 400)]
public sealed class ManagedLoginBrandingExistsException(string message) : AwsException(message);
