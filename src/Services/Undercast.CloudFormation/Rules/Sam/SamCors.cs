using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>Preflight methods of REST APIs.</summary>
internal static class SamCors
{
    private static readonly string[] Names = ["AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"];
    private static readonly string[] All = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

    public static void Apply(string id, JsonNode cors, SamOpenApi document)
    {
        var settings = cors is JsonObject map && !IsIntrinsic(map) ? map : Map(("AllowOrigin", cors));
        foreach (var (name, _) in settings)
        {
            if (!Names.Contains(name)) throw new InvalidResourceException(id, $"Invalid key '{name}' for 'Cors' property.");
        }
        if (!document.Document.ContainsKey("paths") || (!document.Document.ContainsKey("swagger") && !document.Document.ContainsKey("openapi")))
            throw new InvalidResourceException(id, "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid Swagger definition.");
        var origin = settings["AllowOrigin"] ?? "'*'";
        var credentials = Flag(settings["AllowCredentials"]) == true;
        if (credentials && Text(origin) == "'*'") throw new InvalidResourceException(id, "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set");
        document.Check();
        foreach (var (path, node) in document.Paths.ToArray())
        {
            foreach (var item in SamOpenApi.Unwrap(node))
            {
                if (item.TryGetPropertyValue("options", out var given))
                {
                    Check(path, given);
                    continue;
                }
                item["options"] = Options(origin, settings["AllowHeaders"], settings["AllowMethods"] ?? Methods(item), settings["MaxAge"], credentials);
            }
        }
    }

    private static void Check(string path, JsonNode? options)
    {
        foreach (var method in SamOpenApi.Unwrap(options))
        {
            foreach (var (_, response) in method["responses"] as JsonObject ?? [])
            {
                if (response.At("headers") is { } headers && headers is not JsonObject)
                    throw new InvalidStructureException($"Value of response's headers in options method for path {path} must be a dictionary according to Swagger spec.");
            }
        }
    }

    private static string Methods(JsonObject item)
    {
        if (item.ContainsKey(SamOpenApi.AnyMethod)) return $"'{string.Join(',', All)}'";
        var names = item.Select(m => m.Key.ToUpperInvariant()).Where(m => All.Contains(m) || m == "TRACE").Append("OPTIONS").Distinct().Order(StringComparer.Ordinal);
        return $"'{string.Join(',', names)}'";
    }

    private static JsonObject Options(JsonNode origin, JsonNode? headers, JsonNode? methods, JsonNode? age, bool credentials)
    {
        var (parameters, declared) = (new JsonObject(), new JsonObject());
        void Add(string name, JsonNode? value)
        {
            if (value is null) return;
            parameters[$"method.response.header.Access-Control-{name}"] = Own(value);
            declared[$"Access-Control-{name}"] = Map(("type", "string"));
        }
        Add("Allow-Origin", origin);
        Add("Allow-Headers", headers);
        Add("Allow-Methods", methods);
        Add("Max-Age", age);
        if (credentials) Add("Allow-Credentials", "'true'");
        return Map(
            ("summary", "CORS support"),
            (SamOpenApi.Integration, Map(
                ("type", "mock"),
                ("requestTemplates", Map(("application/json", "{\n  \"statusCode\" : 200\n}\n"))),
                ("responses", Map(("default", Map(("statusCode", "200"), ("responseParameters", parameters), ("responseTemplates", Map(("application/json", "{}\n"))))))))),
            ("responses", Map(("200", Map(("description", "Default response for CORS method"), ("headers", declared))))),
            ("consumes", List("application/json")),
            ("produces", List("application/json")));
    }
}
