using System.Text.Json.Nodes;

namespace Undercast.CloudFormation.Sam;

/// <summary>The <c>Globals</c> section: defaults for the properties of a type's resources.</summary>
internal static class SamGlobals
{
    private static readonly Dictionary<string, string[]> Supported = new(StringComparer.Ordinal)
    {
        ["Function"] =
        [
            "Handler", "Runtime", "CodeUri", "DeadLetterQueue", "Description", "MemorySize", "Timeout", "VpcConfig", "Environment", "Tags", "PropagateTags", "Tracing", "KmsKeyArn", "AutoPublishAlias",
            "AutoPublishAliasAllProperties", "Layers", "DeploymentPreference", "RolePath", "PermissionsBoundary", "ReservedConcurrentExecutions", "ProvisionedConcurrencyConfig", "AssumeRolePolicyDocument",
            "EventInvokeConfig", "FileSystemConfigs", "CodeSigningConfigArn", "Architectures", "SnapStart", "EphemeralStorage", "FunctionUrlConfig", "RuntimeManagementConfig", "LoggingConfig", "RecursiveLoop",
            "SourceKMSKeyArn", "TenancyConfig", "DurableConfig", "CapacityProviderConfig", "FunctionScalingConfig", "PublishToLatestPublished", "VersionDeletionPolicy",
        ],
        ["Api"] =
        [
            "Auth", "Name", "DefinitionUri", "CacheClusterEnabled", "CacheClusterSize", "MergeDefinitions", "Variables", "EndpointConfiguration", "MethodSettings", "BinaryMediaTypes",
            "MinimumCompressionSize", "Cors", "GatewayResponses", "AccessLogSetting", "CanarySetting", "TracingEnabled", "OpenApiVersion", "Domain", "AlwaysDeploy", "PropagateTags", "SecurityPolicy", "EndpointAccessMode",
        ],
        ["HttpApi"] =
        [
            "Auth", "AccessLogSettings", "StageVariables", "Tags", "CorsConfiguration", "DefaultRouteSettings", "Domain", "RouteSettings", "FailOnWarnings", "PropagateTags",
        ],
        ["WebSocketApi"] = ["AccessLogSettings", "ApiKeySelectionExpression", "DefaultRouteSettings", "DisableExecuteApiEndpoint", "DisableSchemaValidation", "Domain", "IpAddressType", "PropagateTags", "RouteSettings", "StageVariables", "Tags"],
        ["SimpleTable"] = ["SSESpecification"],
        ["StateMachine"] = ["PropagateTags"],
        ["LayerVersion"] = ["PublishLambdaVersion"],
        ["CapacityProvider"] = ["VpcConfig", "OperatorRole", "Tags", "InstanceRequirements", "ScalingConfig", "KmsKeyArn", "PropagateTags"],
    };


    /// <summary>Merges the section into the resources and takes it out of the template.</summary>
    public static JsonObject? Merge(JsonObject template)
    {
        if (!template.TryGetPropertyValue("Globals", out var node)) return null;
        if (node is not JsonObject globals) throw new InvalidGlobalsException("It must be a non-empty dictionary");
        foreach (var (section, properties) in globals) Check(section, properties);
        foreach (var (_, resource) in template["Resources"] as JsonObject ?? [])
        {
            if (resource is not JsonObject map || SamTree.Text(map["Type"]) is not { } type || !type.StartsWith("AWS::Serverless::", StringComparison.Ordinal)) continue;
            if (globals[type["AWS::Serverless::".Length..]] is not JsonObject defaults) continue;
            if (map["Properties"] is not (null or JsonObject)) continue;
            map["Properties"] = Merged(defaults, map["Properties"] ?? new JsonObject());
        }
        template.Remove("Globals");
        return globals;
    }

    private static void Check(string section, JsonNode? properties)
    {
        if (!Supported.TryGetValue(section, out var names))
            throw new InvalidGlobalsException($"'{section}' is not supported. Must be one of the following values - [{string.Join(", ", Supported.Keys.Select(k => $"'{k}'"))}]");
        if (properties is not JsonObject map) throw new InvalidGlobalsException($"Value of {section} must be a dictionary");
        foreach (var (name, _) in map)
        {
            if (!names.Contains(name))
                throw new InvalidGlobalsException($"'{name}' is not a supported property of '{section}'. Must be one of the following values - [{string.Join(", ", names.Select(k => $"'{k}'"))}]");
        }
    }

    /// <summary>Maps merge member by member, lists are joined, anything else the resource's own value replaces.</summary>
    public static JsonNode? Merged(JsonNode? global, JsonNode? local)
    {
        if (global is JsonObject g && local is JsonObject l && !SamTree.IsIntrinsic(g) && !SamTree.IsIntrinsic(l))
        {
            var merged = (JsonObject)g.DeepClone();
            foreach (var (name, value) in l) merged[name] = g.ContainsKey(name) ? Merged(g[name], value) : value?.DeepClone();
            return merged;
        }
        return global is JsonArray first && local is JsonArray second ? SamTree.List([.. first, .. second]) : local?.DeepClone();
    }
}
