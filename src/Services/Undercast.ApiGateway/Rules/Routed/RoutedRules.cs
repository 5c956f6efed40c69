using System.Text.RegularExpressions;

namespace Undercast.ApiGateway.Routed;

/// <summary>What may be in an HTTP or WebSocket API, and what is completed where a request leaves it out.</summary>
internal static partial class RoutedRules
{
    public const string DefaultRoute = "$default";
    /// <summary>AWS: 30 seconds for HTTP APIs, 29 for WebSocket APIs.</summary>
    public const int MostTimeout = 30000;
    public const int MostSocketTimeout = 29000;

    public static void Check(Api api)
    {
        if (string.IsNullOrWhiteSpace(api.Name)) throw Faults.Bad("API name must not be empty");
        if (api.ProtocolType is not ("HTTP" or "WEBSOCKET")) throw Faults.Bad($"Invalid protocol type specified. Must be one of [HTTP, WEBSOCKET]");
        if (api.ProtocolType == "WEBSOCKET")
        {
            if (string.IsNullOrEmpty(api.RouteSelectionExpression)) throw Faults.Bad("Route Selection Expression is a required field for Websocket protocol");
            if (api.CorsConfiguration is not null) throw Faults.Bad("CORS configuration is only supported for HTTP protocol APIs");
            return;
        }
        // AWS: HTTP APIs have one way to choose routes.
        if (api.RouteSelectionExpression != "$request.method $request.path" && api.RouteSelectionExpression != "${request.method} ${request.path}") throw Faults.Bad("Invalid route selection expression specified. HTTP APIs support only ${request.method} ${request.path}");
        if (api.CorsConfiguration is not { } cors) return;
        if (cors.MaxAge is < -1 or > 86400) throw Faults.Bad("MaxAge must be between -1 and 86400");
        if (cors.AllowCredentials == true && cors.AllowOrigins?.Contains("*") == true) throw Faults.Bad("allowCredentials cannot be true when allowOrigins contains '*'");
        foreach (var origin in cors.AllowOrigins ?? [])
        {
            if (origin is not ("*" or "http://*" or "https://*" or "null") && !Origin().IsMatch(origin)) throw Faults.Bad($"Invalid format for origin {origin}. Origin should be of the form: 'scheme://host[:port]', '*', or 'null'.");
        }
    }

    public static Route Complete(RoutedApiRecord api, Route route)
    {
        var key = route.RouteKey ?? "";
        if (api.IsWebSocket)
        {
            if (key.Length == 0) throw Faults.Bad("Route key must not be empty");
        }
        else if (key != DefaultRoute)
        {
            if (!HttpKey().IsMatch(key)) throw Faults.Bad("The provided route key is not formatted properly for HTTP protocol. Format should be \"<HTTP METHOD> /<RESOURCE PATH>\" or \"$default\"");
            var segments = key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..].Split('/');
            if (segments.SkipLast(1).Any(static s => s.EndsWith("+}", StringComparison.Ordinal))) throw Faults.Bad($"Invalid path specified {key}: greedy path variables are only allowed at the end of a path");
        }
        if (api.Routes.Values.Any(r => r.RouteId != route.RouteId && r.RouteKey == key)) throw new ConflictException($"Route with key {key} already exists for this API");
        if (route.AuthorizerId is { Length: > 0 } authorizer && !api.Authorizers.ContainsKey(authorizer)) throw Faults.Bad($"Invalid Authorizer identifier specified {authorizer}");
        if (route.Target is { Length: > 0 } target && !(target.StartsWith("integrations/", StringComparison.Ordinal) && api.Integrations.ContainsKey(target["integrations/".Length..])))
            throw Faults.Bad($"Invalid target specified {target}: it must be integrations/ with the identifier of an integration");
        if (api.IsWebSocket && route.AuthorizationType is not (null or "NONE") && key != "$connect") throw Faults.Bad("Currently, authorization is restricted to the $connect route");
        route = route with { AuthorizationType = route.AuthorizationType ?? "NONE", ApiKeyRequired = route.ApiKeyRequired ?? false };
        switch (route.AuthorizationType)
        {
            case "NONE" or "AWS_IAM":
                break;
            case "JWT" or "CUSTOM":
                if (route.AuthorizerId is null) throw Faults.Bad($"AuthorizerId is required when the authorization type is {route.AuthorizationType}");
                if (api.Authorizers[route.AuthorizerId].AuthorizerType != (route.AuthorizationType == "JWT" ? "JWT" : "REQUEST")) throw Faults.Bad($"The authorizer {route.AuthorizerId} is not of the route's authorization type {route.AuthorizationType}");
                break;
            default:
                throw Faults.Bad($"Invalid authorization type specified: {route.AuthorizationType}. Must be one of: [NONE, AWS_IAM, CUSTOM, JWT]");
        }
        return route;
    }

    public static Integration Complete(RoutedApiRecord api, Integration integration)
    {
        var type = integration.IntegrationType;
        if (type is not ("AWS" or "AWS_PROXY" or "HTTP" or "HTTP_PROXY" or "MOCK")) throw Faults.Bad($"Invalid integration type specified: {type}. Must be one of: [AWS, HTTP, MOCK, HTTP_PROXY, AWS_PROXY]");
        if (integration.ConnectionType == "VPC_LINK") throw Kernel.CommonException.NotSupported("The connection type VPC_LINK");
        if (!api.IsWebSocket && type is not ("AWS_PROXY" or "HTTP_PROXY")) throw Faults.Bad("HTTP APIs support only the integration types AWS_PROXY and HTTP_PROXY");
        var most = api.IsWebSocket ? MostSocketTimeout : MostTimeout;
        if (integration.TimeoutInMillis is { } time && (time < 50 || time > most)) throw Faults.Bad($"Timeout should be between 50 ms and {most} ms");
        if (integration.PayloadFormatVersion is not (null or "1.0" or "2.0")) throw Faults.Bad($"Invalid payload format version specified: {integration.PayloadFormatVersion}. Must be one of: [1.0, 2.0]");
        integration = integration with { ConnectionType = type == "MOCK" ? integration.ConnectionType : integration.ConnectionType ?? "INTERNET", TimeoutInMillis = integration.TimeoutInMillis ?? most };
        if (integration.IntegrationSubtype is { } subtype)
        {
            ServiceCalls.Check(subtype, integration);
            return integration with { PayloadFormatVersion = integration.PayloadFormatVersion ?? "1.0" };
        }
        if (type is "HTTP" or "HTTP_PROXY")
        {
            if (integration.IntegrationUri is null || !(integration.IntegrationUri.StartsWith("http", StringComparison.Ordinal) || integration.IntegrationUri.StartsWith("${", StringComparison.Ordinal)))
                throw Faults.Bad("Invalid HTTP endpoint specified for URI");
            if (integration.IntegrationMethod is null) throw Faults.Bad("HttpMethod must be provided for HTTP_PROXY integrations");
            if (integration.PayloadFormatVersion == "2.0") throw Faults.Bad("Payload format version 2.0 is only supported for AWS_PROXY integrations");
        }
        if (type == "AWS_PROXY")
        {
            if (FunctionOf(integration.IntegrationUri) is null) throw Faults.Bad($"Invalid Integration URI {integration.IntegrationUri}: it must be the ARN of a Lambda function");
            if (!api.IsWebSocket && integration.PayloadFormatVersion is null) throw Faults.Bad("PayloadFormatVersion is a required parameter for HTTP APIs with AWS_PROXY integrations");
        }
        if (type == "AWS" && !IntegrationTarget.TryParse(integration.IntegrationUri, out _)) throw Faults.Bad("Invalid ARN specified in the request");
        return integration with
        {
            PayloadFormatVersion = integration.PayloadFormatVersion ?? "1.0",
            // AWS: functions are invoked by POST whatever is said.
            IntegrationMethod = type == "AWS_PROXY" && !api.IsWebSocket ? "POST" : integration.IntegrationMethod,
            PassthroughBehavior = api.IsWebSocket ? integration.PassthroughBehavior ?? "WHEN_NO_MATCH" : integration.PassthroughBehavior,
            IntegrationResponseSelectionExpression = api.IsWebSocket ? integration.IntegrationResponseSelectionExpression ?? "${integration.response.statuscode}" : null,
        };
    }

    /// <summary>The function behind a URI: its own ARN, or that of its invocation.</summary>
    public static string? FunctionOf(string? uri)
    {
        if (uri is null) return null;
        if (IntegrationTarget.TryParse(uri, out var target)) return target.FunctionArn;
        return uri.StartsWith("arn:", StringComparison.Ordinal) && uri.Contains(":lambda:", StringComparison.Ordinal) && uri.Contains(":function:", StringComparison.Ordinal) ? uri : null;
    }

    public static Authorizer Complete(RoutedApiRecord api, Authorizer authorizer)
    {
        if (string.IsNullOrEmpty(authorizer.Name)) throw Faults.Bad("Authorizer name must not be empty");
        if (api.Authorizers.Values.Any(a => a.AuthorizerId != authorizer.AuthorizerId && a.Name == authorizer.Name)) throw new ConflictException($"Authorizer name {authorizer.Name} is already in use");
        if (authorizer.AuthorizerResultTtlInSeconds is < 0 or > 3600) throw Faults.Bad("Authorizer result TTL must be between 0 and 3600 seconds");
        switch (authorizer.AuthorizerType)
        {
            case "JWT":
                if (api.IsWebSocket) throw Faults.Bad("JWT authorizers are not supported for WebSocket APIs");
                if (authorizer.JwtConfiguration?.Issuer is not { Length: > 0 } issuer || authorizer.JwtConfiguration.Audience is not { Count: > 0 }) throw Faults.Bad("JwtConfiguration with an issuer and an audience is required for JWT authorizers");
                if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")) throw Faults.Bad("Invalid issuer: " + issuer + ". Issuer must be a valid URL");
                if (authorizer.IdentitySource is not { Count: 1 }) throw Faults.Bad("Exactly one identity source is required for JWT authorizers");
                break;
            case "REQUEST":
                if (FunctionOf(authorizer.AuthorizerUri) is null) throw Faults.Bad($"Invalid Authorizer URI: {authorizer.AuthorizerUri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.");
                if (authorizer is { AuthorizerResultTtlInSeconds: > 0, IdentitySource: null or { Count: 0 } }) throw Faults.Bad("Identity source must be specified when the authorizer result TTL is greater than 0");
                if (api.IsWebSocket)
                {
                    if ((authorizer.EnableSimpleResponses ?? false) || authorizer.AuthorizerPayloadFormatVersion is not null) throw Faults.Bad("AuthorizerPayloadFormatVersion and EnableSimpleResponses are not supported for WebSocket APIs");
                    break;
                }
                if (authorizer.AuthorizerPayloadFormatVersion is not ("1.0" or "2.0")) throw Faults.Bad("AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer");
                if (authorizer is { EnableSimpleResponses: true, AuthorizerPayloadFormatVersion: "1.0" }) throw Faults.Bad("Simple responses are only supported for payload format version 2.0");
                break;
            default:
                throw Faults.Bad($"Invalid authorizer type specified: {authorizer.AuthorizerType}. Must be one of: [REQUEST, JWT]");
        }
        foreach (var source in authorizer.IdentitySource ?? [])
        {
            var known = api.IsWebSocket
                ? source.StartsWith("route.request.", StringComparison.Ordinal) || source.StartsWith("stageVariables.", StringComparison.Ordinal) || source.StartsWith("context.", StringComparison.Ordinal)
                : source.StartsWith("$request.header.", StringComparison.Ordinal) || source.StartsWith("$request.querystring.", StringComparison.Ordinal) || source.StartsWith("$context.", StringComparison.Ordinal) || source.StartsWith("$stageVariables.", StringComparison.Ordinal);
            if (!known) throw Faults.Bad($"Invalid identity source specified: {source}");
        }
        return authorizer;
    }

    public static Stage Complete(RoutedApiRecord api, Stage stage)
    {
        if (stage.StageName is not { } name || !(StageName().IsMatch(name) || (name == "$default" && !api.IsWebSocket))) throw Faults.Bad("Stage name only allows a-zA-Z0-9_- or $default for HTTP APIs");
        foreach (var (key, setting) in (stage.RouteSettings ?? new Dictionary<string, RouteSettings>()).Append(new(DefaultRoute, stage.DefaultRouteSettings ?? new RouteSettings())))
        {
            if (setting.ThrottlingRateLimit < 0 || setting.ThrottlingBurstLimit < 0) throw Faults.Bad($"Invalid throttling limit specified for route {key}");
            if (!api.IsWebSocket && (setting.DataTraceEnabled == true || setting.LoggingLevel is not (null or "OFF"))) throw Faults.Bad("Execution logs are not supported on protocolType HTTP");
            if (setting.LoggingLevel is not (null or "OFF" or "ERROR" or "INFO")) throw Faults.Bad($"Invalid logging level specified: {setting.LoggingLevel}");
        }
        if (stage.AccessLogSettings is { } log) AccessLog.Check(log.DestinationArn, log.Format);
        return stage with { DefaultRouteSettings = stage.DefaultRouteSettings ?? new RouteSettings { DetailedMetricsEnabled = false }, RouteSettings = stage.RouteSettings ?? new Dictionary<string, RouteSettings>(), StageVariables = stage.StageVariables ?? new Dictionary<string, string>() };
    }

    public static Model Complete(RoutedApiRecord api, Model model)
    {
        if (model.Name is null || !AlphaNumeric().IsMatch(model.Name)) throw Faults.Bad($"Model name must be alphanumeric: {model.Name}");
        if (api.Models.Values.Any(m => m.ModelId != model.ModelId && m.Name == model.Name)) throw new ConflictException($"Model name already exists for this API");
        return model with { ContentType = model.ContentType ?? "application/json" };
    }

    [GeneratedRegex(@"\A(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|ANY) /(\{?[^\s{}/]+\}?(/(?=.))?)*/?\z")]
    private static partial Regex HttpKey();

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9+.-]*://(\*\.)?[a-zA-Z0-9.\-_*]+(:\d{1,5})?\z")]
    private static partial Regex Origin();

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,128}\z")]
    private static partial Regex StageName();

    [GeneratedRegex(@"\A[a-zA-Z0-9]+\z")]
    private static partial Regex AlphaNumeric();
}

/// <summary>The operations of services that HTTP APIs call without a function between.</summary>
internal static class ServiceCalls
{
    /// <summary>By subtype: the API, its operation, and the parameters, of which those with an exclamation mark must be there.</summary>
    public static readonly Dictionary<string, (string Api, string Operation, string[] Parameters)> Known = new(StringComparer.Ordinal)
    {
        ["SQS-SendMessage"] = ("sqs", "SendMessage", ["QueueUrl!", "MessageBody!", "DelaySeconds", "MessageAttributes", "MessageDeduplicationId", "MessageGroupId", "MessageSystemAttributes", "Region"]),
        ["SQS-ReceiveMessage"] = ("sqs", "ReceiveMessage", ["QueueUrl!", "AttributeNames", "MaxNumberOfMessages", "MessageAttributeNames", "ReceiveRequestAttemptId", "VisibilityTimeout", "WaitTimeSeconds", "Region"]),
        ["SQS-DeleteMessage"] = ("sqs", "DeleteMessage", ["QueueUrl!", "ReceiptHandle!", "Region"]),
        ["SQS-PurgeQueue"] = ("sqs", "PurgeQueue", ["QueueUrl!", "Region"]),
    };

    private static readonly HashSet<string> Unbuilt = new(StringComparer.Ordinal)
    {
        "EventBridge-PutEvents", "AppConfig-GetConfiguration", "Kinesis-PutRecord", "StepFunctions-StartExecution", "StepFunctions-StartSyncExecution", "StepFunctions-StopExecution",
    };

    public static void Check(string subtype, Integration integration)
    {
        if (Unbuilt.Contains(subtype)) throw Kernel.CommonException.NotSupported($"The integration subtype {subtype}");
        if (!Known.TryGetValue(subtype, out var known)) throw Faults.Bad($"Invalid integrationSubtype specified: {subtype}");
        if (integration.IntegrationType != "AWS_PROXY") throw Faults.Bad("IntegrationSubtype is only supported for AWS_PROXY integrations");
        if (string.IsNullOrEmpty(integration.CredentialsArn)) throw Faults.Bad("Credentials ARN is required for AWS service integrations");
        var given = integration.RequestParameters ?? new Dictionary<string, string>();
        foreach (var name in given.Keys)
        {
            if (!known.Parameters.Any(p => p.TrimEnd('!') == name)) throw Faults.Bad($"Parameter: {name} does not fit schema for Operation: {subtype}.");
        }
        foreach (var name in known.Parameters.Where(p => p.EndsWith('!') && !given.ContainsKey(p[..^1]))) throw Faults.Bad($"Parameter: {name[..^1]} is required for Operation: {subtype}.");
    }
}
