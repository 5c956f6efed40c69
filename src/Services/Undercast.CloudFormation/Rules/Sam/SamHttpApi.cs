using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary><c>AWS::Serverless::HttpApi</c>: an HTTP API and its stage.</summary>
internal static class SamHttpApi
{
    private const string Table =
        "StageName:sm DefinitionBody:m DefinitionUri CorsConfiguration Name Description Auth:m Tags:m PropagateTags:b AccessLogSettings:m StageVariables:m Domain:m RouteSettings DefaultRouteSettings:m FailOnWarnings:b DisableExecuteApiEndpoint:b";

    public static void Make(SamRun run, string id, JsonObject resource)
    {
        var properties = resource["Properties"] as JsonObject ?? [];
        SamChecks.Properties(id, "AWS::Serverless::HttpApi", properties, Table);
        var (shared, own) = (SamRun.Shared(resource), SamRun.Own(resource));
        if (properties["DefinitionUri"] is not null && properties["DefinitionBody"] is not null) throw new InvalidResourceException(id, "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
        var api = new JsonObject();
        Take(api, properties, "FailOnWarnings");
        var tags = properties["Tags"] as JsonObject;
        var allTags = (JsonObject?)tags?.DeepClone() ?? [];
        allTags["httpapi:createdBy"] = "SAM";
        if (properties["DefinitionBody"] is JsonObject body)
        {
            Document(run, id, properties, new SamOpenApi(body), tags, shared);
            api["Body"] = Own(body);
        }
        else if (properties["DefinitionUri"] is { } uri)
        {
            foreach (var (name, what) in ((string, string)[])[("CorsConfiguration", "Cors"), ("Auth", "Auth"), ("Tags", "Tags")])
            {
                if (properties[name] is not null) throw new InvalidResourceException(id, $"{what} works only with inline OpenApi specified in the 'DefinitionBody' property.");
            }
            if (properties["DisableExecuteApiEndpoint"] is not null) throw new InvalidResourceException(id, "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.");
            api["BodyS3Location"] = SamLocation.Read(uri, id, "DefinitionUri", "Bucket", "Key", "Version");
        }
        run.Emit(id, id, "AWS::ApiGatewayV2::Api", api, own);
        var stage = properties["StageName"] ?? "$default";
        var stageText = Text(stage);
        var stageId = stageText == "$default" ? $"{id}ApiGatewayDefaultStage" : $"{id}{string.Concat((stageText ?? "").Where(char.IsAsciiLetterOrDigit))}Stage";
        var entry = Map(("ApiId", Ref(id)), ("StageName", stage), ("AutoDeploy", true), ("Tags", allTags));
        if (properties["RouteSettings"] is { } settings && !IsIntrinsic(settings)) _ = SamChecks.MapOr(settings, id, "RouteSettings");
        Take(entry, properties, "AccessLogSettings", "StageVariables", "RouteSettings", "DefaultRouteSettings");
        run.Emit(id, stageId, "AWS::ApiGatewayV2::Stage", entry, shared);
        run.Name(id, "Stage", stageId);
        if (properties["Domain"] is { } domain) SamDomains.Http(run, id, run.Resolve(domain)!, stageId, shared, allTags);
    }

    private static void Document(SamRun run, string id, JsonObject properties, SamOpenApi document, JsonObject? tags, JsonObject shared)
    {
        document.Check();
        if (properties["Name"] is { } name) document.Section("info")["title"] = Own(name);
        if (properties["Description"] is { } description) document.Section("info")["description"] = Own(description);
        // AWS: strict import takes no bare default path.
        if (Flag(properties["FailOnWarnings"]) == true && run.ManagedApis.Contains(id) && document.Paths["$default"] is { } standard)
        {
            document.Paths.Remove("$default");
            document.Paths["/$default"] = standard;
        }
        if (properties["DisableExecuteApiEndpoint"] is { } disable)
            document.Document["servers"] = List(Map(("x-amazon-apigateway-endpoint-configuration", Map(("disableExecuteApiEndpoint", disable)))));
        if (properties["CorsConfiguration"] is { } cors) Cors(id, run.Resolve(cors)!, document);
        if (properties["Auth"] is JsonObject auth) Auth(run, id, auth, document, shared);
        var list = document.Document["tags"] switch
        {
            null => [],
            JsonArray given => given,
            var wrong => throw new InvalidStructureException($"Tags in OpenApi DefinitionBody needs to be a list. {Shown(wrong)} is a dict not a list."),
        };
        void Tag(string name, JsonNode? value)
        {
            foreach (var old in list.Where(t => Text(t.At("name")) == name).ToArray()) list.Remove(old);
            list.Add((JsonNode)Map(("name", name), ("x-amazon-apigateway-tag-value", value)));
        }
        Tag("httpapi:createdBy", "SAM");
        foreach (var (tag, value) in tags ?? []) Tag(tag, value);
        if (list.Parent is null) document.Document["tags"] = list;
    }

    private static readonly (string Name, string Member)[] CorsNames =
        [("AllowCredentials", "allowCredentials"), ("AllowHeaders", "allowHeaders"), ("AllowMethods", "allowMethods"), ("AllowOrigins", "allowOrigins"), ("ExposeHeaders", "exposeHeaders"), ("MaxAge", "maxAge")];

    private static void Cors(string id, JsonNode cors, SamOpenApi document)
    {
        JsonObject made;
        if (Flag(cors) is { } on)
        {
            if (!on) return;
            // AWS: true stands for every origin and no credentials.
            made = Map(("allowOrigins", List("*")));
        }
        else if (cors is JsonObject map && !IsIntrinsic(map))
        {
            made = [];
            foreach (var (name, value) in map)
            {
                var member = CorsNames.FirstOrDefault(c => c.Name == name).Member ?? throw new InvalidResourceException(id, $"Invalid key '{name}' for 'Cors' property.");
                if (!(name == "AllowCredentials" && Flag(value) == false)) made[member] = value?.DeepClone();
            }
        }
        else if (IsIntrinsic(cors)) made = Map(("allowOrigins", List(cors)));
        else throw new InvalidResourceException(id, "Invalid value for 'Cors' property.");
        document.Document["x-amazon-apigateway-cors"] = made;
    }

    private static void Auth(SamRun run, string id, JsonObject auth, SamOpenApi document, JsonObject shared)
    {
        var authorizers = auth["Authorizers"] as JsonObject ?? [];
        var standard = auth["DefaultAuthorizer"] is { } d ? Text(d) ?? throw new InvalidResourceException(id, "DefaultAuthorizer is not a string.") : null;
        foreach (var (name, node) in authorizers)
        {
            if (node is not JsonObject authorizer) throw new InvalidResourceException(id, $"Property 'Authorizers.{name}' should be a map.");
            document.Section("components", "securitySchemes")[name] = Scheme(run, id, name, authorizer);
            if (Flag(authorizer["EnableFunctionDefaultPermissions"]) == true)
            {
                var arn = Sub($"arn:{run.Partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/authorizers/*", ("__ApiId__", Ref(id)));
                run.Emit(id, $"{id}{name}AuthorizerPermission", "AWS::Lambda::Permission",
                    Map(("Action", "lambda:InvokeFunction"), ("FunctionName", authorizer["FunctionArn"]), ("Principal", "apigateway.amazonaws.com"), ("SourceArn", arn)), shared);
            }
        }
        if (Flag(auth["EnableIamAuthorizer"]) == true && !authorizers.ContainsKey("AWS_IAM"))
        {
            document.Section("components", "securitySchemes")["AWS_IAM"] = Map(("type", "apiKey"), ("name", "Authorization"), ("in", "header"), ("x-amazon-apigateway-authtype", "awsSigv4"));
        }
        if (standard is null) return;
        if (standard != "AWS_IAM" && !authorizers.ContainsKey(standard)) throw new InvalidResourceException(id, $"Unable to set DefaultAuthorizer because '{standard}' was not defined in 'Authorizers'.");
        foreach (var (path, method, item, definition) in document.Methods())
        {
            if (method == "options") continue;
            if (!item.ContainsKey(SamOpenApi.Method(method))) throw new InvalidStructureException($"Could not find {SamOpenApi.Method(method)} in {path} within DefinitionBody.");
            if (definition["security"] is null) SamOpenApi.Secure(definition, standard, authorizers[standard].At("AuthorizationScopes"));
        }
    }

    private static JsonObject Scheme(SamRun run, string id, string name, JsonObject authorizer)
    {
        if (authorizer["EnableFunctionDefaultPermissions"] is { } permissions)
        {
            if (authorizer["JwtConfiguration"] is not null) throw new InvalidResourceException(id, "EnableFunctionDefaultPermissions is only supported for Lambda Authorizer.");
            if (Flag(permissions) is null) throw new InvalidResourceException(id, $"Property 'Authorizers.{name}.EnableFunctionDefaultPermissions' should be a boolean.");
        }
        if (authorizer["JwtConfiguration"] is { } jwt)
        {
            var made = new JsonObject();
            foreach (var (key, value) in jwt as JsonObject ?? []) made[key.ToLowerInvariant()] = value?.DeepClone();
            var config = Map(("type", "jwt"), ("jwtConfiguration", made), ("identitySource", authorizer["IdentitySource"]));
            return Map(("type", "oauth2"), ("x-amazon-apigateway-authorizer", config));
        }
        if (authorizer["AuthorizerPayloadFormatVersion"] is not { } version) throw new InvalidResourceException(id, $"{name} Lambda Authorizer must define 'AuthorizerPayloadFormatVersion'.");
        if (authorizer["FunctionArn"] is not { } function) throw new InvalidResourceException(id, $"{name} Lambda Authorizer must define 'FunctionArn'.");
        var request = Map(
            ("type", "request"),
            ("authorizerUri", Sub($"arn:{run.Partition}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{__FunctionArn__}}/invocations", ("__FunctionArn__", function))),
            ("authorizerPayloadFormatVersion", version),
            ("authorizerCredentials", authorizer["FunctionInvokeRole"]),
            ("enableSimpleResponses", Flag(authorizer["EnableSimpleResponses"]) == false ? null : authorizer["EnableSimpleResponses"]));
        if (authorizer["Identity"] is JsonObject identity)
        {
            var sources = SamApiAuth.Sources(id, name, identity, "$request.", "$");
            if (sources.Count > 0) request["identitySource"] = List([.. sources]);
            if (identity["ReauthorizeEvery"] is { } ttl) request["authorizerResultTtlInSeconds"] = Own(ttl);
        }
        return Map(("type", "apiKey"), ("name", "Unused"), ("in", "header"), ("x-amazon-apigateway-authorizer", request));
    }
}
