using System.Collections.Concurrent;
using System.Reflection;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>The wires as far as errors go: each family has its own codes and statuses.</summary>
public enum WireFamily
{
    /// <summary>JSON and CBOR with the operation in a header or the path's end.</summary>
    Rpc,
    /// <summary>The query wire, EC2's too.</summary>
    Query,
    /// <summary>REST with JSON.</summary>
    RestJson,
    /// <summary>REST with XML.</summary>
    RestXml,
}

/// <summary>An error as a wire writes it.</summary>
/// <param name="Code">The code.</param>
/// <param name="QueryCode">The code on query wires.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="IsSender">Whether the client is at fault.</param>
public readonly record struct ErrorCode(string Code, string QueryCode, int Status, bool IsSender);

/// <summary>The codes and statuses of errors: those of contracts from their attributes, common ones from one table.</summary>
public static class ErrorCodes
{
    private static readonly ConcurrentDictionary<Type, AwsErrorAttribute> ByType = new();

    // AWS: codes of the common errors per family of wires (Common Error Types of the API references; the JSON names are those that services answer).
    // The XML wires share their codes, the JSON wires theirs; REST statuses follow HTTP where JSON RPC answers 400 for all that the client did.
    private static readonly Dictionary<CommonError, Row> CommonTable = new()
    {
        [CommonError.AccessDenied] = new("AccessDeniedException", 400, 403, "AccessDenied", 403),
        [CommonError.MissingAuthenticationToken] = new("MissingAuthenticationTokenException", 400, 403, "MissingAuthenticationToken", 403),
        [CommonError.IncompleteSignature] = new("IncompleteSignatureException", 400, 403, "IncompleteSignature", 400),
        [CommonError.SignatureDoesNotMatch] = new("InvalidSignatureException", 400, 403, "SignatureDoesNotMatch", 403),
        [CommonError.InvalidAccessKey] = new("UnrecognizedClientException", 400, 403, "InvalidClientTokenId", 403),
        [CommonError.InvalidSessionToken] = new("UnrecognizedClientException", 400, 403, "InvalidClientTokenId", 403),
        [CommonError.ExpiredToken] = new("ExpiredTokenException", 400, 403, "ExpiredToken", 403),
        [CommonError.RequestExpired] = new("InvalidSignatureException", 400, 403, "SignatureDoesNotMatch", 403),
        [CommonError.ContentHashMismatch] = new("InvalidSignatureException", 400, 403, "SignatureDoesNotMatch", 403),
        [CommonError.UnknownOperation] = new("UnknownOperationException", 400, 404, "InvalidAction", 400),
        [CommonError.NotSupported] = new("NotSupportedByUndercast", 501, 501, "NotSupportedByUndercast", 501),
        [CommonError.Serialization] = new("SerializationException", 400, 400, "MalformedQueryString", 400) { RestXml = "MalformedXML" },
        [CommonError.Validation] = new("ValidationException", 400, 400, "ValidationError", 400),
        [CommonError.MissingParameter] = new("MissingRequiredParameterException", 400, 400, "MissingParameter", 400),
        [CommonError.InvalidParameterValue] = new("InvalidParameterValueException", 400, 400, "InvalidParameterValue", 400),
        [CommonError.RequestTooLarge] = new("RequestEntityTooLargeException", 413, 413, "RequestEntityTooLarge", 413),
        [CommonError.UnsupportedMediaType] = new("UnsupportedMediaTypeException", 415, 415, "UnsupportedMediaType", 415),
        [CommonError.Throttling] = new("ThrottlingException", 400, 429, "Throttling", 400),
        [CommonError.ServiceUnavailable] = new("ServiceUnavailableException", 503, 503, "ServiceUnavailable", 503),
        [CommonError.InternalFailure] = new("InternalFailure", 500, 500, "InternalFailure", 500),
    };

    private sealed record Row(string Json, int RpcStatus, int RestStatus, string Xml, int XmlStatus)
    {
        public string? RestXml { get; init; }
    }

    /// <summary>The code and status of <paramref name="error"/> in <paramref name="api"/> on a family of wires.</summary>
    public static ErrorCode Of(AwsException error, ApiDescriptor? api, WireFamily family)
    {
        if (error is not CommonException common)
        {
            var declared = ByType.GetOrAdd(error.GetType(), static type => type.GetCustomAttribute<AwsErrorAttribute>()
                ?? throw new InvalidOperationException($"{type.Name} has no [AwsError]."));
            var queryCode = declared.QueryCode ?? declared.Code;
            return family == WireFamily.Query
                ? Make(queryCode, queryCode, declared.QueryStatus == 0 ? declared.Status : declared.QueryStatus)
                : Make(declared.Code, queryCode, declared.Status);
        }
        foreach (var own in api?.ErrorCodes ?? [])
        {
            if (own.Kind == common.Kind) return Make(own.Code, own.Code, own.Status);
        }
        var row = CommonTable[common.Kind];
        return family switch
        {
            // AWS: what moved from the query wire kept its statuses; SQS answers 403 to an unknown key over JSON (argoproj/notifications-engine#382).
            WireFamily.Rpc => Make(row.Json, row.Xml, api?.Api.QueryCompatible == true ? row.XmlStatus : row.RpcStatus),
            WireFamily.RestJson => Make(row.Json, row.Xml, row.RestStatus),
            WireFamily.RestXml => Make(row.RestXml ?? row.Xml, row.Xml, row.XmlStatus),
            _ => Make(row.Xml, row.Xml, row.XmlStatus),
        };
    }

    /// <summary>The text of <c>x-amzn-query-error</c>, by which clients of a service that moved from the query wire know the old code.</summary>
    internal static string QueryError(ErrorCode code) => $"{code.QueryCode};{(code.IsSender ? "Sender" : "Receiver")}";

    private static ErrorCode Make(string code, string queryCode, int status) => new(code, queryCode, status, status < 500);
}
