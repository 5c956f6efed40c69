using System.Collections.Concurrent;
using System.Reflection;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>An error as a wire writes it.</summary>
/// <param name="Code">The code on JSON, REST and CBOR wires.</param>
/// <param name="QueryCode">The code on query wires.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="IsSender">Whether the client is at fault.</param>
public readonly record struct ErrorCode(string Code, string QueryCode, int Status, bool IsSender);

/// <summary>The codes and statuses of errors: those of contracts from their attributes, common ones from one table.</summary>
public static class ErrorCodes
{
    private static readonly ConcurrentDictionary<Type, ErrorCode> ByType = new();

    // AWS: codes of the common errors per family of wires (Common Error Types of the API references; the JSON names are those that services answer).
    private static readonly Dictionary<CommonError, (string Json, int JsonStatus, string Query, int QueryStatus)> CommonTable = new()
    {
        [CommonError.AccessDenied] = ("AccessDeniedException", 400, "AccessDenied", 403),
        [CommonError.MissingAuthenticationToken] = ("MissingAuthenticationTokenException", 400, "MissingAuthenticationToken", 403),
        [CommonError.IncompleteSignature] = ("IncompleteSignatureException", 400, "IncompleteSignature", 400),
        [CommonError.SignatureDoesNotMatch] = ("InvalidSignatureException", 400, "SignatureDoesNotMatch", 403),
        [CommonError.InvalidAccessKey] = ("UnrecognizedClientException", 400, "InvalidClientTokenId", 403),
        [CommonError.InvalidSessionToken] = ("UnrecognizedClientException", 400, "InvalidClientTokenId", 403),
        [CommonError.ExpiredToken] = ("ExpiredTokenException", 400, "ExpiredToken", 403),
        [CommonError.RequestExpired] = ("InvalidSignatureException", 400, "SignatureDoesNotMatch", 403),
        [CommonError.ContentHashMismatch] = ("InvalidSignatureException", 400, "SignatureDoesNotMatch", 403),
        [CommonError.UnknownOperation] = ("UnknownOperationException", 400, "InvalidAction", 400),
        [CommonError.NotSupported] = ("NotSupportedByUndercast", 501, "NotSupportedByUndercast", 501),
        [CommonError.Serialization] = ("SerializationException", 400, "MalformedQueryString", 400),
        [CommonError.Validation] = ("ValidationException", 400, "ValidationError", 400),
        [CommonError.MissingParameter] = ("MissingRequiredParameterException", 400, "MissingParameter", 400),
        [CommonError.InvalidParameterValue] = ("InvalidParameterValueException", 400, "InvalidParameterValue", 400),
        [CommonError.RequestTooLarge] = ("RequestEntityTooLargeException", 413, "RequestEntityTooLarge", 413),
        [CommonError.UnsupportedMediaType] = ("UnsupportedMediaTypeException", 415, "UnsupportedMediaType", 415),
        [CommonError.Throttling] = ("ThrottlingException", 400, "Throttling", 400),
        [CommonError.ServiceUnavailable] = ("ServiceUnavailableException", 503, "ServiceUnavailable", 503),
        [CommonError.InternalFailure] = ("InternalFailure", 500, "InternalFailure", 500),
    };

    /// <summary>The codes of <paramref name="error"/> in <paramref name="api"/>, on the query family of wires or the others.</summary>
    public static ErrorCode Of(AwsException error, ApiDescriptor? api, bool isQuery)
    {
        if (error is not CommonException common)
        {
            var declared = ByType.GetOrAdd(error.GetType(), static type =>
            {
                var attribute = type.GetCustomAttribute<AwsErrorAttribute>()
                    ?? throw new InvalidOperationException($"{type.Name} has no [AwsError].");
                return new ErrorCode(attribute.Code, attribute.QueryCode ?? attribute.Code, attribute.Status, attribute.Status < 500);
            });
            return declared;
        }
        foreach (var own in api?.ErrorCodes ?? [])
        {
            if (own.Kind == common.Kind) return new ErrorCode(own.Code, own.Code, own.Status, own.Status < 500);
        }
        var row = CommonTable[common.Kind];
        var status = isQuery ? row.QueryStatus : row.JsonStatus;
        return new ErrorCode(row.Json, row.Query, status, status < 500);
    }
}
