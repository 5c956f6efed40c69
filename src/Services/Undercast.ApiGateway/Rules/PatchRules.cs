using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Undercast.ApiGateway;

/// <summary>What stands at a patch path.</summary>
internal enum PatchKind
{
    /// <summary>A text.</summary>
    Text = 0,
    /// <summary>A truth value.</summary>
    Bool = 1,
    /// <summary>A whole number.</summary>
    Int = 2,
    /// <summary>A number.</summary>
    Double = 3,
    /// <summary>A list whose items the value names.</summary>
    List = 4,
    /// <summary>An item of a list, which the path itself names.</summary>
    Item = 5,
}

/// <summary>One path that AWS lets clients patch.</summary>
/// <param name="Path">Segments; <c>*</c> stands for any one.</param>
/// <param name="Kind">What stands there.</param>
/// <param name="Ops">The operations, with commas.</param>
internal sealed record PatchRule(string Path, PatchKind Kind = PatchKind.Text, string Ops = "replace")
{
    public string[] Segments { get; } = Path[1..].Split('/');
}

/// <summary>Applies AWS's PATCH operations to what the contract answers: a path leads into that form.</summary>
internal static class PatchRules
{
    private const string Both = "add,remove,replace";
    private const string Members = "add,remove";

    public static readonly PatchRule[] RestApi =
    [
        new("/name"), new("/description"), new("/version"), new("/policy"), new("/apiKeySource"), new("/securityPolicy"), new("/minimumCompressionSize", PatchKind.Int, Both),
        new("/disableExecuteApiEndpoint", PatchKind.Bool), new("/binaryMediaTypes/*", PatchKind.Item, Both), new("/endpointConfiguration/types/*", PatchKind.Item, Both),
        new("/endpointConfiguration/ipAddressType"), new("/endpointConfiguration/vpcEndpointIds", PatchKind.List, Members),
    ];

    public static readonly PatchRule[] Method =
    [
        new("/authorizationType"), new("/authorizerId"), new("/apiKeyRequired", PatchKind.Bool), new("/requestValidatorId"), new("/operationName"),
        new("/requestParameters/*", PatchKind.Bool, Both), new("/requestModels/*", PatchKind.Text, Both), new("/authorizationScopes", PatchKind.List, Both),
    ];

    public static readonly PatchRule[] MethodResponse = [new("/responseParameters/*", PatchKind.Bool, Both), new("/responseModels/*", PatchKind.Text, Both)];

    public static readonly PatchRule[] Integration =
    [
        new("/type"), new("/httpMethod"), new("/uri"), new("/credentials"), new("/passthroughBehavior"), new("/contentHandling", PatchKind.Text, "replace,remove"),
        new("/timeoutInMillis", PatchKind.Int), new("/cacheNamespace"), new("/cacheKeyParameters/*", PatchKind.Item, Members), new("/cacheKeyParameters", PatchKind.List, Members),
        new("/requestParameters/*", PatchKind.Text, Both), new("/requestTemplates/*", PatchKind.Text, Both),
    ];

    public static readonly PatchRule[] IntegrationResponse =
    [
        new("/selectionPattern"), new("/contentHandling", PatchKind.Text, "replace,remove"), new("/responseParameters/*", PatchKind.Text, Both), new("/responseTemplates/*", PatchKind.Text, Both),
    ];

    public static readonly PatchRule[] Authorizer =
    [
        new("/name"), new("/type"), new("/authType"), new("/authorizerUri"), new("/authorizerCredentials"), new("/identitySource"), new("/identityValidationExpression"),
        new("/authorizerResultTtlInSeconds", PatchKind.Int), new("/providerARNs", PatchKind.List, Members),
    ];

    public static readonly PatchRule[] Stage =
    [
        new("/deploymentId"), new("/description"), new("/documentationVersion"), new("/cacheClusterEnabled", PatchKind.Bool), new("/cacheClusterSize"), new("/tracingEnabled", PatchKind.Bool),
        new("/variables/*", PatchKind.Text, Both), new("/accessLogSettings/destinationArn", PatchKind.Text, Both), new("/accessLogSettings/format", PatchKind.Text, Both),
        new("/accessLogSettings", PatchKind.Text, "remove"), new("/canarySettings/percentTraffic", PatchKind.Double), new("/canarySettings/deploymentId"), new("/canarySettings/useStageCache", PatchKind.Bool),
        new("/canarySettings/stageVariableOverrides/*", PatchKind.Text, Both), new("/canarySettings", PatchKind.Text, "remove"),
    ];

    public static readonly PatchRule[] Resource = [new("/pathPart"), new("/parentId")];
    public static readonly PatchRule[] DomainName =
    [
        new("/certificateArn"), new("/certificateName"), new("/regionalCertificateArn"), new("/regionalCertificateName"), new("/securityPolicy"), new("/routingMode"), new("/ownershipVerificationCertificateArn"),
        new("/mutualTlsAuthentication/truststoreUri"), new("/mutualTlsAuthentication/truststoreVersion"),
    ];

    public static readonly PatchRule[] BasePathMapping = [new("/basePath"), new("/restapiId"), new("/stage")];
    public static readonly PatchRule[] VpcLink = [new("/name"), new("/description")];
    public static readonly PatchRule[] DocumentationPart = [new("/properties")];
    public static readonly PatchRule[] Deployment = [new("/description")];
    public static readonly PatchRule[] Model = [new("/description"), new("/schema")];
    public static readonly PatchRule[] Validator = [new("/name"), new("/validateRequestBody", PatchKind.Bool), new("/validateRequestParameters", PatchKind.Bool)];
    public static readonly PatchRule[] GatewayResponse = [new("/statusCode"), new("/responseParameters/*", PatchKind.Text, Both), new("/responseTemplates/*", PatchKind.Text, Both)];
    public static readonly PatchRule[] Account = [new("/cloudwatchRoleArn")];
    public static readonly PatchRule[] ApiKey = [new("/name"), new("/description"), new("/enabled", PatchKind.Bool), new("/customerId")];

    public static readonly PatchRule[] UsagePlan =
    [
        new("/name"), new("/description"), new("/productCode"), new("/throttle/rateLimit", PatchKind.Double, Both), new("/throttle/burstLimit", PatchKind.Int, Both), new("/throttle", PatchKind.Text, "remove"),
        new("/quota/limit", PatchKind.Int, Both), new("/quota/offset", PatchKind.Int, Both), new("/quota/period", PatchKind.Text, Both), new("/quota", PatchKind.Text, "remove"),
    ];

    /// <summary>Settings of a stage's methods: what follows the resource and the method in the path, the member that it is, and its kind.</summary>
    private static readonly Dictionary<string, (string Member, PatchKind Kind)> MethodSettings = new(StringComparer.Ordinal)
    {
        ["metrics/enabled"] = ("metricsEnabled", PatchKind.Bool), ["logging/loglevel"] = ("loggingLevel", PatchKind.Text), ["logging/dataTrace"] = ("dataTraceEnabled", PatchKind.Bool),
        ["throttling/burstLimit"] = ("throttlingBurstLimit", PatchKind.Int), ["throttling/rateLimit"] = ("throttlingRateLimit", PatchKind.Double),
        ["caching/enabled"] = ("cachingEnabled", PatchKind.Bool), ["caching/ttlInSeconds"] = ("cacheTtlInSeconds", PatchKind.Int), ["caching/dataEncrypted"] = ("cacheDataEncrypted", PatchKind.Bool),
        ["caching/requireAuthorizationForCacheControl"] = ("requireAuthorizationForCacheControl", PatchKind.Bool),
        ["caching/unauthorizedCacheControlHeaderStrategy"] = ("unauthorizedCacheControlHeaderStrategy", PatchKind.Text),
    };

    /// <summary>The entity after all operations.</summary>
    /// <exception cref="BadRequestException">An operation is none that AWS has for this entity.</exception>
    public static T Apply<T>(T entity, IReadOnlyList<PatchOperation>? operations, PatchRule[] rules, JsonTypeInfo<T> info)
    {
        var document = JsonSerializer.SerializeToNode(entity, info)!.AsObject();
        foreach (var operation in operations ?? []) Apply(document, operation, rules);
        return document.Deserialize(info)!;
    }

    private static void Apply(JsonObject document, PatchOperation operation, PatchRule[] rules)
    {
        var (op, path) = (operation.Op ?? "", operation.Path ?? "");
        if (op == "copy" && ReferenceEquals(rules, Stage))
        {
            Copy(document, path, operation.From ?? "");
            return;
        }
        if (op is not ("add" or "remove" or "replace")) throw Faults.Bad($"Invalid patch operation specified. Must be one of: [add, remove, replace]");
        if (!path.StartsWith('/')) throw Unknown(path, op, rules);
        var raw = path[1..].Split('/');
        if (ReferenceEquals(rules, Stage) && raw.Length >= 4 && MethodSettings.TryGetValue($"{raw[^2]}/{raw[^1]}", out var setting))
        {
            var settings = Child(Child(document, "methodSettings"), string.Join('/', raw[..^2]));
            Set(settings, setting.Member, setting.Kind, op, operation, path);
            return;
        }
        if (ReferenceEquals(rules, Stage) && op == "remove" && raw.Length == 2 && document["methodSettings"] is JsonObject all && all.Remove($"{raw[0]}/{raw[1]}")) return;
        // AWS: this one path is spelled otherwise than its member.
        if (ReferenceEquals(rules, BasePathMapping) && path == "/restapiId")
        {
            Set(document, "restApiId", PatchKind.Text, op, operation, path);
            return;
        }
        var segments = Array.ConvertAll(raw, static s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        var rule = Array.Find(rules, r => Fits(r, segments) && r.Ops.Split(',').Contains(op)) ?? throw Unknown(path, op, rules);
        var parent = document;
        foreach (var segment in segments[..^1])
        {
            if (rule.Kind == PatchKind.Item && segment == segments[^2]) break;
            parent = Child(parent, segment);
        }
        if (rule.Kind == PatchKind.Item) Edit(List(parent, segments[^2]), op, segments[^1], operation.Value);
        else Set(parent, segments[^1], rule.Kind, op, operation, path);
    }

    /// <summary>AWS: a stage takes over what its canary has, and nothing else is copied.</summary>
    private static void Copy(JsonObject document, string path, string from)
    {
        var canary = document["canarySettings"] as JsonObject ?? throw Faults.Bad("Invalid patch operation specified: the stage has no canary");
        switch (path, from)
        {
            case ("/deploymentId", "/canarySettings/deploymentId"):
                document["deploymentId"] = canary["deploymentId"]?.DeepClone();
                break;
            case ("/variables", "/canarySettings/stageVariableOverrides"):
                foreach (var (name, value) in canary["stageVariableOverrides"] as JsonObject ?? []) Child(document, "variables")[name] = value?.DeepClone();
                break;
            default:
                throw Faults.Bad($"Invalid copy operation specified from '{from}' to '{path}'");
        }
    }

    private static void Set(JsonObject parent, string name, PatchKind kind, string op, PatchOperation operation, string path)
    {
        if (kind == PatchKind.List)
        {
            if (op == "replace") parent[name] = new JsonArray([.. (operation.Value ?? "").Split(',').Select(v => (JsonNode)v)]);
            else Edit(List(parent, name), op, operation.Value ?? "", null);
            return;
        }
        if (op == "remove")
        {
            parent.Remove(name);
            return;
        }
        // AWS: a value that is left out is an empty one.
        var value = operation.Value ?? "";
        parent[name] = kind switch
        {
            PatchKind.Bool => bool.TryParse(value, out var truth) ? truth : throw Faults.Bad($"Invalid patch value  specified for {path}. Must be one of: [true, false]"),
            PatchKind.Int when value.Length == 0 => null,
            PatchKind.Int => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : throw Faults.Bad($"Invalid patch value {value} specified for {path}"),
            PatchKind.Double => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Faults.Bad($"Invalid patch value {value} specified for {path}"),
            _ => value,
        };
    }

    private static void Edit(JsonArray list, string op, string item, string? replacement)
    {
        var at = 0;
        while (at < list.Count && (string?)list[at] != item) at++;
        switch (op)
        {
            case "remove":
                if (at < list.Count) list.RemoveAt(at);
                break;
            case "replace" when at < list.Count:
                list[at] = replacement ?? "";
                break;
            // AWS: endpoint types are replaced by their place, too.
            case "replace" when int.TryParse(item, out var place) && place >= 0 && place < list.Count:
                list[place] = replacement ?? "";
                break;
            default:
                if (at == list.Count) list.Add(op == "replace" ? replacement ?? item : item);
                break;
        }
    }

    private static bool Fits(PatchRule rule, string[] segments)
    {
        if (rule.Segments.Length != segments.Length) return false;
        for (var i = 0; i < segments.Length; i++)
        {
            if (rule.Segments[i] != "*" && rule.Segments[i] != segments[i]) return false;
        }
        return true;
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child) return child;
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }

    private static JsonArray List(JsonObject parent, string name)
    {
        if (parent[name] is JsonArray list) return list;
        var made = new JsonArray();
        parent[name] = made;
        return made;
    }

    private static BadRequestException Unknown(string path, string op, PatchRule[] rules) => Faults.Bad(
        $"Invalid patch path  '{path}' specified for op '{op}'. Must be one of: [{string.Join(", ", rules.Where(r => r.Ops.Split(',').Contains(op)).Select(r => r.Path))}]");
}
