using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>The <c>Auth</c> of a REST API.</summary>
internal static class SamApiAuth
{
    public static JsonObject Definitions(SamOpenApi document)
    {
        if (document.Document["securityDefinitions"] is { } given && given is not JsonObject) throw new InvalidStructureException("securityDefinitions must be a dictionary.");
        return document.IsOpenApi3 ? document.Section("components", "securitySchemes") : document.Section("securityDefinitions");
    }

    private static JsonObject Header(string name) => Map(("type", "apiKey"), ("name", name), ("in", "header"));

    public static void KeyDefinition(SamOpenApi document) => Definitions(document)["api_key"] = Header("x-api-key");

    public static void IamDefinition(SamOpenApi document)
    {
        var definition = Header("Authorization");
        definition["x-amazon-apigateway-authtype"] = "awsSigv4";
        Definitions(document)["AWS_IAM"] = definition;
    }

    public static void Apply(SamRun run, string id, JsonObject auth, SamOpenApi document, JsonObject shared, JsonNode? stage)
    {
        var authorizers = auth["Authorizers"] is { } given ? SamChecks.MapOr(given, id, "Authorizers") : [];
        if (auth["DefaultAuthorizer"] is { } d && Text(d) is null) throw new InvalidResourceException(id, "DefaultAuthorizer is not a string.");
        var standard = Text(auth["DefaultAuthorizer"]);
        foreach (var (name, node) in authorizers)
        {
            var authorizer = node as JsonObject ?? throw new InvalidResourceException(id, $"Property 'Authorizers.{name}' should be a map.");
            Definitions(document)[name] = Definition(run, id, name, authorizer);
            Permission(run, id, name, authorizer, shared);
        }
        if (standard == "AWS_IAM" || Flag(auth["EnableIamAuthorizer"]) == true) IamDefinition(document);
        if (standard is not null && standard != "AWS_IAM" && !authorizers.ContainsKey(standard))
            throw new InvalidResourceException(id, $"Unable to set DefaultAuthorizer because '{standard}' was not defined in 'Authorizers'.");
        document.Check();
        if (standard is not null) Default(run, auth, document, standard, authorizers[standard].At("AuthorizationScopes"));
        if (Flag(auth["ApiKeyRequired"]) == true)
        {
            KeyDefinition(document);
            var preflight = Flag(auth["AddApiKeyRequiredToCorsPreflight"]) != false;
            foreach (var (_, method, _, definition) in document.Methods())
            {
                if ((method != "options" || preflight) && !run.WithoutKey.Contains(definition)) SamOpenApi.Secure(definition, "api_key", null);
            }
        }
        if (auth["ResourcePolicy"] is { } policy)
        {
            if (policy is not JsonObject map) throw new InvalidStructureException("ResourcePolicy must be a map (ResourcePolicyStatement).");
            SamResourcePolicies.Custom(document, map);
            foreach (var (path, method, _, _) in document.Methods().ToArray())
            {
                if (method != "options") SamResourcePolicies.Add(run, document, policy, path, method, stage);
            }
        }
    }

    private static void Default(SamRun run, JsonObject auth, SamOpenApi document, string standard, JsonNode? scopes)
    {
        var preflight = Flag(auth["AddDefaultAuthorizerToCorsPreflight"]) != false;
        foreach (var (path, method, _, definition) in document.Methods())
        {
            if (method == "options" && !preflight) continue;
            if (definition.ContainsKey("security") && definition["security"] is not JsonArray) throw new InvalidStructureException($"Type of security for path {path} method {method} must be a list");
            // A method that has named an authorizer, or NONE, keeps it.
            var named = (definition["security"] as JsonArray)?.OfType<JsonObject>().Any(s => s.Any(m => m.Key != "api_key")) == true;
            if (!named && !(definition["security"] is JsonArray { Count: 0 } && !run.WithoutKey.Contains(definition))) SamOpenApi.Secure(definition, standard, scopes);
            if (standard == "AWS_IAM" && !named && definition[SamOpenApi.Integration] is JsonObject integration && !integration.ContainsKey("credentials") && Text(integration["type"]) == "aws_proxy"
                && SamApiMethods.Credentials(run, auth["InvokeRole"]) is { } role)
                integration["credentials"] = Own(role);
        }
    }

    private static JsonObject Definition(SamRun run, string id, string name, JsonObject authorizer)
    {
        var type = authorizer["UserPoolArn"] is not null ? "cognito" : Text(authorizer["FunctionPayloadType"]) == "REQUEST" ? "request" : "token";
        if (type != "cognito" && authorizer["FunctionArn"] is null) throw new InvalidResourceException(id, $"{name} Authorizer must define a 'FunctionArn' or a 'UserPoolArn'.");
        var identity = authorizer["Identity"] is { } i ? SamChecks.MapOr(i, id, $"Authorizers.{name}.Identity") : [];
        var config = new JsonObject();
        if (type == "cognito")
        {
            config["type"] = "cognito_user_pools";
            config["providerARNs"] = List([.. Each(authorizer["UserPoolArn"])]);
        }
        else
        {
            config["type"] = type;
            config["authorizerUri"] = Sub($"arn:{run.Partition}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{__FunctionArn__}}/invocations", ("__FunctionArn__", authorizer["FunctionArn"]));
            if (authorizer["FunctionInvokeRole"] is { } role && Text(role) != "NONE") config["authorizerCredentials"] = Own(role);
        }
        if (identity["ReauthorizeEvery"] is { } ttl) config["authorizerResultTtlInSeconds"] = Own(ttl);
        if (identity["ValidationExpression"] is { } expression && type != "request") config["identityValidationExpression"] = Own(expression);
        if (type == "request")
        {
            var sources = Sources(id, name, identity, "method.request.", "");
            if (sources.Count == 0 && !(identity["ReauthorizeEvery"] is JsonValue zero && zero.ToString() == "0"))
                throw new InvalidResourceException(id, $"{name} Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context.");
            if (sources.Count > 0) config["identitySource"] = string.Join(", ", sources);
        }
        var header = type == "request" ? "Unused" : Text(identity["Header"]) ?? "Authorization";
        var definition = Header(header);
        definition["x-amazon-apigateway-authtype"] = type == "cognito" ? "cognito_user_pools" : "custom";
        definition["x-amazon-apigateway-authorizer"] = config;
        return definition;
    }

    /// <summary>The parts of a request by which callers are known.</summary>
    public static List<string> Sources(string id, string name, JsonObject identity, string request, string other)
    {
        var sources = new List<string>();
        foreach (var (part, prefix) in ((string, string)[])[("Headers", $"{request}header."), ("QueryStrings", $"{request}querystring."), ("StageVariables", $"{other}stageVariables."), ("Context", $"{other}context.")])
        {
            if (identity[part] is not { } list) continue;
            var index = 0;
            foreach (var item in SamChecks.ListOr(list, id, $"Authorizers.{name}.Identity.{part}"))
            {
                sources.Add(prefix + (Text(item) ?? throw new InvalidResourceException(id, $"Property 'Authorizers.{name}.Identity.{part}[{index}]' should be a string.")));
                index++;
            }
        }
        return sources;
    }

    private static void Permission(SamRun run, string id, string name, JsonObject authorizer, JsonObject shared)
    {
        if (authorizer["FunctionArn"] is not { } function || Flag(authorizer["DisableFunctionDefaultPermissions"]) == true) return;
        var arn = Sub($"arn:{run.Partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/authorizers/*", ("__ApiId__", Ref(id)));
        run.Emit(id, $"{id}{name}AuthorizerPermission", "AWS::Lambda::Permission",
            Map(("Action", "lambda:InvokeFunction"), ("FunctionName", function), ("Principal", "apigateway.amazonaws.com"), ("SourceArn", arn)), shared);
    }
}
