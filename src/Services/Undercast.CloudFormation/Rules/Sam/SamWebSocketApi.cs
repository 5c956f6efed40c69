using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary><c>AWS::Serverless::WebSocketApi</c>: an API of messages, with a route to a function for each kind.</summary>
internal static class SamWebSocketApi
{
    private const string Table =
        "Name Description StageName:sm RouteSelectionExpression! Routes!:m Auth:m AccessLogSettings StageVariables:m Tags:m PropagateTags:b Domain:m RouteSettings DefaultRouteSettings DisableExecuteApiEndpoint:b " +
        "DisableSchemaValidation:b ApiKeySelectionExpression IpAddressType";

    public static void Make(SamRun run, string id, JsonObject resource)
    {
        var properties = resource["Properties"] as JsonObject ?? [];
        SamChecks.Properties(id, "AWS::Serverless::WebSocketApi", properties, Table);
        var (shared, own) = (SamRun.Shared(resource), SamRun.Own(resource));
        foreach (var name in (string[])["AccessLogSettings", "DefaultRouteSettings", "RouteSettings"])
        {
            if (properties[name] is { } value && !IsIntrinsic(value)) _ = SamChecks.MapOr(value, id, name);
        }
        if (Text(properties["StageName"]) == "$default") throw new InvalidResourceException(id, "Stages cannot be named $default for WebSocket APIs.");
        var stage = properties["StageName"] ?? "default";
        var tags = (JsonObject?)properties["Tags"]?.DeepClone() ?? [];
        tags["websocketapi:createdBy"] = "SAM";
        var stageTags = Flag(properties["PropagateTags"]) == true ? tags : Map(("websocketapi:createdBy", "SAM"));
        var routes = (JsonObject)properties["Routes"]!;
        var auth = properties["Auth"] as JsonObject;
        CheckAuth(id, auth, routes);
        var api = Map(("ProtocolType", "WEBSOCKET"), ("Tags", tags));
        Take(api, properties, "Name", "Description", "RouteSelectionExpression", "DisableExecuteApiEndpoint", "DisableSchemaValidation", "ApiKeySelectionExpression", "IpAddressType");
        run.Emit(id, id, "AWS::ApiGatewayV2::Api", api, own);
        foreach (var (key, node) in routes) Route(run, id, key, SamChecks.MapOr(node, id, $"Routes.{key}"), stage, auth, shared);
        var stageId = $"{id}{Suffix(stage)}Stage";
        var entry = Map(("ApiId", Ref(id)), ("StageName", stage), ("AutoDeploy", true), ("Tags", stageTags));
        Take(entry, properties, "AccessLogSettings", "StageVariables", "RouteSettings", "DefaultRouteSettings");
        var made = run.Emit(id, stageId, "AWS::ApiGatewayV2::Stage", entry, shared);
        // AWS: settings of a route need the route.
        if (properties["RouteSettings"] is JsonObject settings) made["DependsOn"] = List([.. routes.Where(r => settings.ContainsKey(r.Key)).Select(r => JsonValue.Create(RouteName(id, r.Key) + "Route"))]);
        run.Name(id, "Stage", stageId);
        if (properties["Domain"] is { } domain) SamDomains.Http(run, id, run.Resolve(domain)!, stageId, shared, stageTags);
    }

    private static string Suffix(JsonNode stage) => Text(stage) is { } text ? text == "default" ? "Default" : string.Concat(text.Where(char.IsAsciiLetterOrDigit)) : "";

    private static void CheckAuth(string id, JsonObject? auth, JsonObject routes)
    {
        if (auth is null) return;
        if (auth["AuthType"] is null) throw new InvalidResourceException(id, "AuthType must be specified for additional auth configurations.");
        if (!routes.ContainsKey("$connect")) throw new InvalidResourceException(id, "Authorization is only available if there is a $connect route.");
        if (Text(auth["AuthType"]) == "CUSTOM" && auth["AuthArn"] is null) throw new InvalidResourceException(id, "AuthArn must be specified if AuthType is CUSTOM.");
    }

    private static string RouteName(string id, string key)
    {
        var plain = string.Concat(key.Where(char.IsAsciiLetterOrDigit));
        // AWS: the ids of the three own routes begin with a capital.
        return id + (key[0] == '$' ? char.ToUpperInvariant(plain[0]) + plain[1..] : plain);
    }

    private static void Route(SamRun run, string id, string key, JsonObject route, JsonNode stage, JsonObject? auth, JsonObject shared)
    {
        var name = RouteName(id, key);
        var function = SamChecks.Required(route["FunctionArn"], id, $"Routes.{key}.FunctionArn");
        var integration = Map(
            ("ApiId", Ref(id)), ("IntegrationType", "AWS_PROXY"),
            ("IntegrationUri", Sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations", ("FunctionArn", function))),
            ("TimeoutInMillis", route["IntegrationTimeout"]));
        run.Emit(id, name + "Integration", "AWS::ApiGatewayV2::Integration", integration, shared);
        var target = Map(("ApiId", Ref(id)), ("RouteKey", key), ("Target", new JsonObject { ["Fn::Join"] = List("/", List("integrations", Ref(name + "Integration"))) }));
        Take(target, route, "ApiKeyRequired", "ModelSelectionExpression", "OperationName", "RequestModels", "RequestParameters", "RouteResponseSelectionExpression");
        if (key == "$connect" && auth is not null)
        {
            target["AuthorizationType"] = Own(auth["AuthType"]);
            if (Text(auth["AuthType"]) == "CUSTOM") target["AuthorizerId"] = Authorizer(run, id, auth, shared);
        }
        run.Emit(id, name + "Route", "AWS::ApiGatewayV2::Route", target, shared);
        var arn = Text(stage) is { } text
            ? Sub($"arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{id}.ApiId}}/{text}/{key}")
            : Sub($"arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{id}.ApiId}}/${{__Stage__}}/{key}", ("__Stage__", stage));
        run.Emit(id, name + "Permission", "AWS::Lambda::Permission", Map(("Action", "lambda:InvokeFunction"), ("FunctionName", function), ("Principal", "apigateway.amazonaws.com"), ("SourceArn", arn)), shared);
    }

    private static JsonObject Authorizer(SamRun run, string id, JsonObject auth, JsonObject shared)
    {
        var name = id + "ConnectAuthorizer";
        var authorizer = Map(
            ("ApiId", Ref(id)), ("AuthorizerType", "REQUEST"), ("Name", auth["Name"] ?? name), ("IdentitySource", auth["IdentitySource"]), ("AuthorizerCredentialsArn", auth["InvokeRole"]),
            ("AuthorizerUri", Sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${AuthArn}/invocations", ("AuthArn", auth["AuthArn"]))));
        run.Emit(id, name, "AWS::ApiGatewayV2::Authorizer", authorizer, shared);
        if (auth["InvokeRole"] is null)
        {
            var arn = Sub("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*", ("__ApiId__", Ref(id)));
            run.Emit(id, id + "AuthorizerPermission", "AWS::Lambda::Permission", Map(("Action", "lambda:InvokeFunction"), ("FunctionName", auth["AuthArn"]), ("Principal", "apigateway.amazonaws.com"), ("SourceArn", arn)), shared);
        }
        return Ref(name);
    }
}
