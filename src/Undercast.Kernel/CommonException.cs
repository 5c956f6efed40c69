namespace Undercast.Kernel;

/// <summary>What can go wrong before or around an operation, whatever the service.</summary>
/// <remarks>The code and status differ per wire and service (<c>InvalidClientTokenId</c> on query wires is <c>UnrecognizedClientException</c> on JSON); the protocol layer owns that table.</remarks>
public enum CommonError
{
    /// <summary>The caller may not perform the action.</summary>
    AccessDenied,
    /// <summary>The request carries no credentials where some are needed.</summary>
    MissingAuthenticationToken,
    /// <summary>The authorization header or query is malformed or lacks a part.</summary>
    IncompleteSignature,
    /// <summary>The computed signature differs from the one sent.</summary>
    SignatureDoesNotMatch,
    /// <summary>The access key is unknown.</summary>
    InvalidAccessKey,
    /// <summary>The session token does not belong to the access key, or is malformed.</summary>
    InvalidSessionToken,
    /// <summary>The session token's time is over.</summary>
    ExpiredToken,
    /// <summary>A presigned request's time is over, or the clock is skewed by more than is allowed.</summary>
    RequestExpired,
    /// <summary>The hash of the body differs from the one that was signed.</summary>
    ContentHashMismatch,
    /// <summary>AWS has no such operation.</summary>
    UnknownOperation,
    /// <summary>AWS has the operation or member; this cloud does not (HTTP 501).</summary>
    NotSupported,
    /// <summary>The body cannot be read as the claimed wire.</summary>
    Serialization,
    /// <summary>A constraint of the contract is broken.</summary>
    Validation,
    /// <summary>A required parameter is missing (query wires).</summary>
    MissingParameter,
    /// <summary>A parameter's value cannot be used (query wires).</summary>
    InvalidParameterValue,
    /// <summary>The body is larger than the service allows.</summary>
    RequestTooLarge,
    /// <summary>The content type does not fit the wire.</summary>
    UnsupportedMediaType,
    /// <summary>Too many requests.</summary>
    Throttling,
    /// <summary>The server stops, or the store cannot answer now.</summary>
    ServiceUnavailable,
    /// <summary>A defect of this cloud.</summary>
    InternalFailure,
}

/// <summary>An error that any operation of any service may answer; the wire decides its code.</summary>
public sealed class CommonException(CommonError kind, string message) : AwsException(message)
{
    /// <summary>What went wrong.</summary>
    public CommonError Kind { get; } = kind;

    /// <summary>AWS has <paramref name="what"/>, this cloud does not.</summary>
    public static CommonException NotSupported(string what) => new(CommonError.NotSupported, $"{what} is not supported by Undercast.");
}
