using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary><c>AWS::Serverless::Api</c>: a REST API, its deployment and its stage.</summary>
internal static class SamApi
{
    private const string Table =
        "Name __MANAGE_SWAGGER DefinitionBody:m DefinitionUri CacheClusterEnabled CacheClusterSize MergeDefinitions:b StageName!:sm Tags:m PropagateTags:b Variables:m EndpointConfiguration:sm MethodSettings:l BinaryMediaTypes:l " +
        "MinimumCompressionSize Cors Auth:m GatewayResponses:m AccessLogSetting:m CanarySetting:m TracingEnabled Models OpenApiVersion Description DisableExecuteApiEndpoint:b Domain Mode FailOnWarnings:b ApiKeySourceType AlwaysDeploy:b " +
        "Policy SecurityPolicy EndpointAccessMode";

    public static void Make(SamRun run, string id, JsonObject resource)
    {
        var properties = resource["Properties"] as JsonObject ?? [];
        SamChecks.Properties(id, "AWS::Serverless::Api", properties, Table);
        var (shared, own) = (SamRun.Shared(resource), SamRun.Own(resource));
        var stage = properties["StageName"]!;
        if (Text(stage)?.Length == 0) throw new InvalidResourceException(id, "StageName cannot be empty.");
        if (properties["DefinitionUri"] is not null && properties["DefinitionBody"] is not null) throw new InvalidResourceException(id, "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
        var version = Version(id, properties["OpenApiVersion"]);
        var api = new JsonObject();
        Take(api, properties, "Name", "Description", "MinimumCompressionSize", "FailOnWarnings", "Mode", "ApiKeySourceType", "Policy", "SecurityPolicy", "EndpointAccessMode");
        if (properties["BinaryMediaTypes"] is JsonArray binary) api["BinaryMediaTypes"] = List([.. binary.Select(b => Text(b) is { } t ? JsonValue.Create(t.Replace("~1", "/", StringComparison.Ordinal)) : b)]);
        // AWS: partitions without edge locations have regional endpoints only (API Gateway, endpoint types).
        if ((properties["EndpointConfiguration"] ?? (run.Partition == "aws" ? null : JsonValue.Create("REGIONAL"))) is { } endpoint) Endpoint(endpoint, api);
        var tags = properties["Tags"] as JsonObject;
        if (tags is not null && Flag(properties["PropagateTags"]) == true) api["Tags"] = Tags(tags);
        if (properties["DefinitionBody"] is JsonObject given)
        {
            var document = new SamOpenApi(given);
            Convert(run, id, document, version);
            Document(run, id, properties, document, version, shared);
            api["Body"] = Own(Include(given));
        }
        else if (properties["DefinitionUri"] is { } uri)
        {
            if (properties["Cors"] is not null) throw new InvalidResourceException(id, "Cors works only with inline Swagger specified in 'DefinitionBody' property.");
            if (properties["Auth"] is not null) throw new InvalidResourceException(id, "Auth works only with inline Swagger specified in 'DefinitionBody' property.");
            if (properties["Models"] is not null) throw new InvalidResourceException(id, "Models works only with inline Swagger specified in 'DefinitionBody' property.");
            api["BodyS3Location"] = SamLocation.Read(uri, id, "DefinitionUri", "Bucket", "Key", "Version");
        }
        run.Emit(id, id, "AWS::ApiGateway::RestApi", api, own);
        var (deployment, stageId) = Stage(run, id, properties, api, stage, shared, tags, version);
        run.Name(id, "Deployment", deployment);
        run.Name(id, "Stage", stageId);
        if (properties["Domain"] is { } domain) SamDomains.Rest(run, id, run.Resolve(domain)!, stageId, shared, properties);
        if (properties["Auth"].MapAt("UsagePlan") is { } plan) SamUsagePlans.Add(run, id, (JsonObject)run.Resolve(plan)!, stageId, shared);
    }

    private static string? Version(string id, JsonNode? node)
    {
        if (node is null) return null;
        var text = node.ToString();
        if (text == "3") text = "3.0";
        return Regex.IsMatch(text, @"^(2\.0|3(\.\d+){1,2})$") ? text : throw new InvalidResourceException(id, "The OpenApiVersion value must be of the format '3.0.0'.");
    }

    // AWS: a template that names version 3 gets it; what is written in the older terms moves.
    private static void Convert(SamRun run, string id, SamOpenApi document, string? version)
    {
        if (version is null || !version.StartsWith('3') || !run.ManagedApis.Contains(id)) return;
        document.Document.Remove("swagger");
        document.Document["openapi"] = version;
    }

    private static void Document(SamRun run, string id, JsonObject properties, SamOpenApi document, string? version, JsonObject shared)
    {
        if (properties["Description"] is { } description && run.ManagedApis.Contains(id)) document.Section("info")["description"] = Own(description);
        if (properties["DisableExecuteApiEndpoint"] is { } disable)
        {
            if (document.IsOpenApi3) document.Document["servers"] = List(Map(("x-amazon-apigateway-endpoint-configuration", Map(("disableExecuteApiEndpoint", disable)))));
            else document.Section("x-amazon-apigateway-endpoint-configuration")["disableExecuteApiEndpoint"] = Own(disable);
        }
        if (properties["Cors"] is { } cors) SamCors.Apply(id, run.Resolve(cors)!, document);
        if (properties["Auth"] is JsonObject auth) SamApiAuth.Apply(run, id, (JsonObject)run.Resolve(auth)!, document, shared, run.Resolve(properties["StageName"]));
        if (properties["GatewayResponses"] is JsonObject responses) GatewayResponses(id, responses, document);
        if (properties.ContainsKey("Models") && properties["Models"] is { } models) Models(id, models, document);
        if (document.Document["securityDefinitions"] is { } definitions && definitions is not JsonObject) throw new InvalidStructureException("securityDefinitions must be a dictionary.");
        Modernise(document, version);
    }

    // AWS: what stands in the older terms moves to those of version 3; below conditions it stays as it is.
    private static void Modernise(SamOpenApi document, string? version)
    {
        var body = document.Document;
        if (body["swagger"] is not null || (version ?? body["openapi"]?.ToString()) is not { } named || !Regex.IsMatch(named, @"^3(\.\d)(\.\d)?$")) return;
        foreach (var (old, name) in ((string, string)[])[("securityDefinitions", "securitySchemes"), ("definitions", "schemas")])
        {
            if (body[old] is not JsonObject { Count: > 0 } given) continue;
            var section = document.Section("components", name);
            foreach (var (key, value) in given) section[key] = value?.DeepClone();
            body.Remove(old);
        }
        foreach (var (path, item) in body["paths"] as JsonObject ?? [])
        {
            if (item.At("options") is not { } node) continue;
            if (node is not JsonObject options) throw new InvalidStructureException($"Value of options method for path {path} must be a dictionary according to Swagger spec.");
            options.Remove("consumes");
            options.Remove("produces");
            foreach (var (header, value) in (options["responses"].At("200").At("headers") as JsonObject ?? []).ToArray())
                options["responses"]!["200"]!["headers"]![header] = Map(("schema", value));
        }
    }

    private static void Models(string id, JsonNode node, SamOpenApi document)
    {
        if (node is not JsonObject models) throw new InvalidResourceException(id, "Invalid value for 'Models' property");
        if (!document.Document.ContainsKey("paths")) throw new InvalidResourceException(id, "Unable to add Models definitions because 'DefinitionBody' does not contain a valid Swagger definition.");
        var section = document.IsOpenApi3 ? document.Section("components", "schemas") : document.Section("definitions");
        foreach (var (name, schema) in models)
        {
            if (schema is not JsonObject map) throw new InvalidResourceException(id, "Invalid value for 'Models' property");
            section[name.ToLowerInvariant()] = map.DeepClone();
        }
    }

    private static void GatewayResponses(string id, JsonObject responses, SamOpenApi document)
    {
        var section = document.Section("x-amazon-apigateway-gateway-responses");
        foreach (var (name, node) in responses)
        {
            if (node is not JsonObject response) throw new InvalidResourceException(id, $"Invalid property type '{Type(node)}' for GatewayResponses. Expected an object of type 'GatewayResponse'.");
            var parameters = new JsonObject();
            if (response["ResponseParameters"] is { } given)
            {
                var groups = SamChecks.MapOr(given, id, $"GatewayResponses.{name}.ResponseParameters");
                foreach (var (group, prefix) in ((string, string)[])[("Headers", "gatewayresponse.header."), ("Paths", "gatewayresponse.path."), ("QueryStrings", "gatewayresponse.querystring.")])
                {
                    foreach (var (key, value) in groups[group] as JsonObject ?? []) parameters[prefix + key] = value?.DeepClone();
                }
            }
            var made = Map(("responseParameters", parameters), ("responseTemplates", response["ResponseTemplates"] ?? new JsonObject()));
            if (response["StatusCode"] is { } status)
            {
                if (!IsIntrinsic(status) && !status.ToString().All(char.IsAsciiDigit)) throw new InvalidResourceException(id, "Property 'StatusCode' must be numeric");
                made["statusCode"] = IsIntrinsic(status) ? Own(status) : status.ToString();
            }
            section[name] = made;
        }
    }

    private static string Type(JsonNode? node) => node switch { null => "NoneType", JsonArray => "list", JsonValue v when Text(v) is not null => "str", JsonValue v when Flag(v) is not null => "bool", _ => "int" };

    private static void Endpoint(JsonNode node, JsonObject api)
    {
        if (node is JsonObject map && !IsIntrinsic(map))
        {
            var configuration = new JsonObject();
            if (map["Type"] is { } type)
            {
                configuration["Types"] = List(type);
                api["Parameters"] = Map(("endpointConfigurationTypes", type));
            }
            var vpc = map["VPCEndpointIds"] ?? map["VpcEndpointIds"];
            if (vpc is not null) configuration["VpcEndpointIds"] = Own(vpc);
            Take(configuration, map, "IpAddressType");
            api["EndpointConfiguration"] = configuration;
            return;
        }
        api["EndpointConfiguration"] = Map(("Types", List(node)));
        api["Parameters"] = Map(("endpointConfigurationTypes", node));
    }

    // AWS: an included definition is written as a function.
    private static JsonObject Include(JsonObject body) => body.Count == 1 && body["Fn::Transform"] is not null ? (JsonObject)body.DeepClone() : body;

    private static (string Deployment, string Stage) Stage(SamRun run, string id, JsonObject properties, JsonObject api, JsonNode stage, JsonObject shared, JsonObject? tags, string? version)
    {
        var seed = api["Body"] ?? api["BodyS3Location"];
        var hash = FullHash(seed);
        var deployment = $"{id}Deployment{(seed is null ? "" : hash[..10])}";
        var made = Map(("RestApiId", Ref(id)), ("Description", seed is null ? null : $"RestApi deployment id: {hash}"));
        if (version is null) made["StageName"] = "Stage";
        run.Emit(id, deployment, "AWS::ApiGateway::Deployment", made, shared);
        var name = Text(run.Resolve(stage)) is { } text && (Text(stage) is not null) ? text : null;
        var suffix = name is null ? "" : string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        var stageId = $"{id}{suffix}Stage";
        var entry = Map(("RestApiId", Ref(id)), ("DeploymentId", Ref(deployment)), ("StageName", stage));
        Take(entry, properties, "CacheClusterEnabled", "CacheClusterSize", "Variables", "MethodSettings", "AccessLogSetting", "CanarySetting", "TracingEnabled");
        if (tags is not null) entry["Tags"] = Tags(tags);
        run.Emit(id, stageId, "AWS::ApiGateway::Stage", entry, shared);
        return (deployment, stageId);
    }
}
