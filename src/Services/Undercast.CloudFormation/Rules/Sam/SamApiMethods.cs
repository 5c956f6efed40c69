using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>What an event of a REST API says about its method: authorisation, models, parameters.</summary>
internal static class SamApiMethods
{
    public static void Apply(SamRun run, string name, JsonObject properties, JsonObject api, SamOpenApi document, JsonObject definition, string path, string method)
    {
        if (properties["Auth"] is { } auth)
        {
            if (auth is not JsonObject map) throw new InvalidEventException(name, "Property 'Auth' should be a map.");
            Auth(run, name, map, api, document, definition, path, method);
        }
        if (properties["RequestModel"] is { } model) Model(name, model, api, document, definition, path, method);
        if (properties["RequestParameters"] is { } parameters) Parameters(name, parameters, document, definition);
    }

    public static void Auth(SamRun run, string name, JsonObject auth, JsonObject api, SamOpenApi document, JsonObject definition, string path, string method)
    {
        var apiAuth = run.Resolve(api["Auth"]) as JsonObject;
        var authorizers = apiAuth?["Authorizers"] as JsonObject;
        var shown = method.ToLowerInvariant();
        if (!IsEmpty(auth["OverrideApiAuth"]) && IsEmpty(auth["Authorizer"]) && IsEmpty(auth["ApiKeyRequired"]) && IsEmpty(auth["ResourcePolicy"]))
            throw new InvalidEventException(name, "Must define one of: Authorizer, ApiKeyRequired or ResourcePolicy when using the OverrideApiAuth property.");
        if (auth["Authorizer"] is { } node)
        {
            var authorizer = Text(node) ?? throw new InvalidEventException(name, "Property 'Authorizer' in 'Auth' should be a string.");
            if (authorizer == "NONE" && apiAuth?["DefaultAuthorizer"] is null)
                throw new InvalidEventException(name, $"Unable to set Authorizer on API method [{shown}] for path [{path}] because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.");
            if (authorizer is not ("NONE" or "AWS_IAM"))
            {
                if (authorizers is null)
                    throw new InvalidEventException(name, $"Unable to set Authorizer [{authorizer}] on API method [{shown}] for path [{path}] because the related API does not define any Authorizers.");
                if (!authorizers.ContainsKey(authorizer))
                    throw new InvalidEventException(name, $"Unable to set Authorizer [{authorizer}] on API method [{shown}] for path [{path}] because it wasn't defined in the API's Authorizers.");
            }
            SamOpenApi.Secure(definition, authorizer, authorizer is "NONE" or "AWS_IAM" ? null : auth["AuthorizationScopes"] ?? authorizers![authorizer].At("AuthorizationScopes"));
            if (authorizer == "AWS_IAM") SamApiAuth.IamDefinition(document);
        }
        else if (auth["AuthorizationScopes"] is { } scopes && Text(apiAuth?["DefaultAuthorizer"]) is { } standard) SamOpenApi.Secure(definition, standard, scopes);
        var iam = Text(auth["Authorizer"]) == "AWS_IAM" || (auth["Authorizer"] is null && Text(apiAuth?["DefaultAuthorizer"]) == "AWS_IAM");
        if (iam && definition[SamOpenApi.Integration] is JsonObject integration && Credentials(run, auth.ContainsKey("InvokeRole") ? auth["InvokeRole"] ?? "NONE" : apiAuth?["InvokeRole"]) is { } role)
            integration["credentials"] = Own(role);
        // AWS: a method that answers for itself leaves out the API's own defaults.
        if (Flag(auth["OverrideApiAuth"]) == true && definition["security"] is null) definition["security"] = new JsonArray();
        if (Flag(auth["ApiKeyRequired"]) is { } required)
        {
            if (required)
            {
                SamOpenApi.Secure(definition, "api_key", null);
                SamApiAuth.KeyDefinition(document);
            }
            else definition["security"] ??= new JsonArray();
            if (!required) run.WithoutKey.Add(definition);
        }
        if (auth["ResourcePolicy"] is { } policy) SamResourcePolicies.Add(run, document, policy, path, method, Stage(api));
    }

    public static JsonNode? Stage(JsonObject api) => api["StageName"];

    /// <summary>AWS: the caller's own credentials unless a role, or none, is named.</summary>
    public static JsonNode? Credentials(SamRun run, JsonNode? role) => Text(role) switch
    {
        "NONE" => null,
        null when role is not null => role,
        null or "CALLER_CREDENTIALS" => $"arn:{run.Partition}:iam::*:user/*",
        _ => role,
    };

    private static void Model(string name, JsonNode model, JsonObject api, SamOpenApi document, JsonObject definition, string path, string method)
    {
        var shown = method.ToLowerInvariant();
        if (model is not JsonObject map || map["Model"] is not { } chosen) throw new InvalidEventException(name, "Property 'RequestModel' should be a map with a 'Model'.");
        if (api["Models"] is not JsonObject models)
            throw new InvalidEventException(name, $"Unable to set RequestModel [{Plain(chosen)}] on API method [{shown}] for path [{path}] because the related API does not define any Models.");
        if (Text(chosen) is not { } wanted)
            throw new InvalidEventException(name, $"Unable to set RequestModel [{Plain(chosen)}] on API method [{shown}] for path [{path}] because the related API does not contain valid Models.");
        if (!models.ContainsKey(wanted))
            throw new InvalidEventException(name, $"Unable to set RequestModel [{wanted}] on API method [{shown}] for path [{path}] because it wasn't defined in the API's Models.");
        if (api["OpenApiVersion"] is { } version && version.ToString().StartsWith('3'))
        {
            var body = Map(("content", Map(("application/json", Map(("schema", Map(("$ref", $"#/components/schemas/{wanted.ToLowerInvariant()}"))))))));
            if (map["Required"] is { } needed) body["required"] = Own(needed);
            definition["requestBody"] = body;
        }
        else
        {
            var parameter = Map(("in", "body"), ("name", wanted.ToLowerInvariant()), ("schema", Map(("$ref", $"#/definitions/{wanted.ToLowerInvariant()}"))));
            if (map["Required"] is { } needed) parameter["required"] = Own(needed);
            var list = definition["parameters"] as JsonArray ?? [];
            list.Add((JsonNode)parameter);
            definition["parameters"] = Own(list);
        }
        var (checkBody, checkParameters) = (Flag(map["ValidateBody"]), Flag(map["ValidateParameters"]));
        if (checkBody is null && checkParameters is null) return;
        var validator = (checkBody == true, checkParameters == true) switch { (true, true) => "body-and-params", (true, false) => "body-only", (false, true) => "params-only", _ => "no-validation" };
        document.Section("x-amazon-apigateway-request-validators")[validator] = Map(("validateRequestBody", checkBody == true), ("validateRequestParameters", checkParameters == true));
        definition["x-amazon-apigateway-request-validator"] = validator;
    }

    private static string Plain(JsonNode node) => Text(node) ?? Shown(node);

    private const string Format = "Keys must be in the format 'method.request.[querystring|path|header].{value}', e.g 'method.request.header.Authorization'.";

    private static void Parameters(string name, JsonNode parameters, SamOpenApi document, JsonObject definition)
    {
        if (parameters is not JsonArray list) throw new InvalidEventException(name, "Invalid value for 'RequestParameters' property. Property must be a list.");
        var made = definition["parameters"] as JsonArray ?? [];
        foreach (var entry in list)
        {
            string? key;
            JsonObject settings = [];
            if (entry is JsonObject map)
            {
                if (map.Count != 1) throw new InvalidEventException(name, $"Invalid value for 'RequestParameters' property. {Format}");
                (key, var value) = map.First();
                Check(name, key);
                if (value is not JsonObject given || given.Any(s => s.Key is not ("Required" or "Caching")))
                    throw new InvalidEventException(name, "Invalid value for 'RequestParameters' property. Values must be an object, e.g { Required: true, Caching: false }");
                settings = given;
            }
            else
            {
                key = Text(entry) ?? throw new InvalidEventException(name, "Invalid value for 'RequestParameters' property. Property must be either a string or an object");
                Check(name, key);
            }
            var parts = key.Split('.', 4);
            var location = parts[2] == "querystring" ? "query" : parts[2];
            var parameter = Map(("in", location), ("name", parts[3]));
            // AWS: parts of the path are always required.
            parameter["required"] = location == "path" ? true : Own(settings["Required"]) ?? false;
            if (document.IsOpenApi3) parameter["schema"] = Map(("type", "string"));
            else parameter["type"] = "string";
            made.Add((JsonNode)parameter);
            if (Flag(settings["Caching"]) == true && definition[SamOpenApi.Integration] is JsonObject integration)
            {
                var keys = integration["cacheKeyParameters"] as JsonArray ?? [];
                keys.Add(key);
                integration["cacheKeyParameters"] = Own(keys);
            }
        }
        if (made.Parent is null) definition["parameters"] = made;
    }

    private static void Check(string name, string key)
    {
        var parts = key.Split('.', 4);
        if (parts.Length < 4 || parts[0] != "method" || parts[1] != "request" || parts[2] is not ("querystring" or "path" or "header"))
            throw new InvalidEventException(name, $"Invalid value for 'RequestParameters' property. {Format}");
    }
}

/// <summary>Who may call an API, from where; as statements in the API's definition.</summary>
internal static class SamResourcePolicies
{
    // AWS: the older names of the lists still count.
    private static readonly (string Name, bool Deny, string Kind)[] Lists =
    [
        ("AwsAccountWhitelist", false, "account"), ("AwsAccountBlacklist", true, "account"), ("IpRangeWhitelist", false, "ip"), ("IpRangeBlacklist", true, "ip"),
    ];

    private static readonly string[] Vpc = ["SourceVpcWhitelist", "SourceVpcBlacklist", "IntrinsicVpcWhitelist", "IntrinsicVpceWhitelist", "IntrinsicVpcBlacklist", "IntrinsicVpceBlacklist"];

    public static void Add(SamRun run, SamOpenApi document, JsonNode policy, string path, string method, JsonNode? stage)
    {
        if (policy is not JsonObject map) throw new InvalidStructureException("ResourcePolicy must be a map (ResourcePolicyStatement).");
        Custom(document, map);
        var resources = Resources(path, method, stage);
        foreach (var (name, deny, kind) in Lists)
        {
            if (map[name] is not { } values) continue;
            if (kind == "account") Statement(document, deny ? "Deny" : "Allow", resources, Map(("AWS", List([.. Each(values)]))), null);
            else
            {
                Statement(document, "Allow", resources, "*", null);
                Statement(document, "Deny", resources, "*", Map((deny ? "IpAddress" : "NotIpAddress", Map(("aws:SourceIp", List([.. Each(values)]))))));
            }
        }
        VpcRules(document, map, resources);
    }

    public static void Custom(SamOpenApi document, JsonObject policy)
    {
        foreach (var statement in Each(policy["CustomStatements"])) Append(document, statement!.DeepClone());
    }

    private static void VpcRules(SamOpenApi document, JsonObject map, JsonNode resources)
    {
        if (!Vpc.Any(map.ContainsKey)) return;
        JsonNode[] Of(string name) => [.. Each(map[name]).Select(v => v!)];
        static bool IsEndpoint(JsonNode value) => Text(value)?.StartsWith("vpce-", StringComparison.Ordinal) == true;
        foreach (var deny in (bool[])[false, true])
        {
            var suffix = deny ? "Blacklist" : "Whitelist";
            var given = Of($"SourceVpc{suffix}");
            var endpoints = given.Where(IsEndpoint).Concat(Of($"IntrinsicVpce{suffix}")).ToArray();
            var networks = given.Where(v => !IsEndpoint(v)).Concat(Of($"IntrinsicVpc{suffix}")).ToArray();
            if (endpoints.Length + networks.Length == 0) continue;
            Statement(document, "Allow", resources, "*", null);
            var rules = new JsonObject();
            if (networks.Length > 0) rules["aws:SourceVpc"] = List(networks);
            if (endpoints.Length > 0) rules["aws:SourceVpce"] = List(endpoints);
            if (deny)
                foreach (var (key, value) in rules) Statement(document, "Deny", resources, "*", Map(("StringEquals", Map((key, value)))));
            else
                Statement(document, "Deny", resources, "*", Map(("StringNotEquals", rules)));
        }
    }

    private static JsonArray Resources(string path, string method, JsonNode? stage)
    {
        var name = SamOpenApi.Method(method);
        var verb = name == SamOpenApi.AnyMethod ? "*" : name.ToUpperInvariant();
        return List(Sub($"execute-api:/${{__Stage__}}/{verb}{System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", "*")}", ("__Stage__", stage)));
    }

    private static void Statement(SamOpenApi document, string effect, JsonNode resources, JsonNode principal, JsonNode? condition) => Append(document,
        Map(("Action", "execute-api:Invoke"), ("Effect", effect), ("Principal", principal), ("Resource", resources), ("Condition", condition)));

    private static void Append(SamOpenApi document, JsonNode statement)
    {
        var policy = document.Section("x-amazon-apigateway-policy");
        policy["Version"] = "2012-10-17";
        // AWS: a statement that stands alone stands without a list.
        if (policy["Statement"] is not { } given) policy["Statement"] = statement;
        else if (!Each(given).Any(s => Same(s, statement))) policy["Statement"] = List([.. Each(given), statement]);
    }
}
