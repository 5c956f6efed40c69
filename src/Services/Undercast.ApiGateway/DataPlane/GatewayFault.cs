namespace Undercast.ApiGateway;

/// <summary>A failure that the gateway itself answers.</summary>
/// <param name="type">The gateway response that words it.</param>
/// <param name="status">The status, where the gateway response names none.</param>
/// <param name="errorType">What <c>x-amzn-ErrorType</c> says.</param>
/// <param name="message">The text.</param>
internal sealed class GatewayFault(string type, int status, string errorType, string message) : Exception(message)
{
    public string Type { get; } = type;
    public int Status { get; } = status;
    public string ErrorType { get; } = errorType;
    /// <summary>Why a body did not fit its schema.</summary>
    public string? ValidationErrors { get; init; }
    /// <summary>AWS: some refusals spell the member with a capital letter.</summary>
    public string Member { get; init; } = "message";

    public static GatewayFault MissingToken() => new("MISSING_AUTHENTICATION_TOKEN", 403, "MissingAuthenticationTokenException", "Missing Authentication Token");

    public static GatewayFault Unauthorized() => new("UNAUTHORIZED", 401, "UnauthorizedException", "Unauthorized");

    public static GatewayFault Denied(string message) => new("ACCESS_DENIED", 403, "AccessDeniedException", message) { Member = "Message" };

    public static GatewayFault InvalidKey() => new("INVALID_API_KEY", 403, "ForbiddenException", "Forbidden");

    public static GatewayFault Throttled() => new("THROTTLED", 429, "TooManyRequestsException", "Too Many Requests");

    public static GatewayFault QuotaExceeded() => new("QUOTA_EXCEEDED", 429, "LimitExceededException", "Limit Exceeded");

    public static GatewayFault BadParameters(string missing) => new("BAD_REQUEST_PARAMETERS", 400, "BadRequestException", $"Missing required request parameters: [{missing}]");

    public static GatewayFault BadBody(string? errors) => new("BAD_REQUEST_BODY", 400, "BadRequestException", "Invalid request body") { ValidationErrors = errors };

    public static GatewayFault BadRequest(string message) => new("DEFAULT_4XX", 400, "BadRequestException", message);

    public static GatewayFault UnsupportedMediaType() => new("UNSUPPORTED_MEDIA_TYPE", 415, "BadRequestException", "Unsupported Media Type");

    public static GatewayFault TooLarge() => new("REQUEST_TOO_LARGE", 413, "RequestEntityTooLargeException", "Request Too Long");

    public static GatewayFault TimedOut() => new("INTEGRATION_TIMEOUT", 504, "InternalServerErrorException", "Endpoint request timed out");

    public static GatewayFault IntegrationFailed() => new("INTEGRATION_FAILURE", 504, "InternalServerErrorException", "Network error communicating with endpoint");

    /// <summary>The integration answered what no answer is; AWS: 502.</summary>
    public static GatewayFault Malformed() => new("DEFAULT_5XX", 502, "InternalServerErrorException", "Internal server error");

    public static GatewayFault Misconfigured() => new("API_CONFIGURATION_ERROR", 500, "InternalServerErrorException", "Internal server error");

    /// <summary>AWS: an authorizer that fails is a failure of the gateway without any detail.</summary>
    public static GatewayFault AuthorizerFailed(bool configuration) => new(
        configuration ? "AUTHORIZER_CONFIGURATION_ERROR" : "AUTHORIZER_FAILURE", 500, configuration ? "AuthorizerConfigurationException" : "InternalServerErrorException", configuration ? "Internal server error" : "");
}
