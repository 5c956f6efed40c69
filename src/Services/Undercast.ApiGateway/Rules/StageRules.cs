using System.Text.RegularExpressions;

namespace Undercast.ApiGateway;

/// <summary>What a deployment needs.</summary>
internal static class DeploymentRules
{
    public static void Check(RestApiRecord api)
    {
        var any = false;
        foreach (var (_, method) in api.Methods())
        {
            any = true;
            if (method.MethodIntegration is null) throw Faults.Bad("No integration defined for method");
        }
        if (!any) throw Faults.Bad("The REST API doesn't contain any methods");
    }

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, MethodSnapshot>> Summary(RestApiRecord api)
    {
        var summary = new Dictionary<string, IReadOnlyDictionary<string, MethodSnapshot>>();
        foreach (var resource in api.Resources.Values)
        {
            if (resource.ResourceMethods is not { } methods) continue;
            summary[resource.Path!] = methods.ToDictionary(
                static m => m.Key, static m => new MethodSnapshot { AuthorizationType = m.Value.AuthorizationType, ApiKeyRequired = m.Value.ApiKeyRequired ?? false });
        }
        return summary;
    }
}

/// <summary>What a stage may say.</summary>
internal static partial class StageRules
{
    private const int MostTtl = 3600;
    private const double DefaultRate = 10000;
    private const int DefaultBurst = 5000;

    /// <summary>The stage with the settings that follow from others.</summary>
    public static Stage Complete(Stage stage)
    {
        foreach (var (name, value) in stage.Variables ?? new Dictionary<string, string>())
        {
            if (!VariableName().IsMatch(name)) throw Faults.Bad("Stage variable name must be alphanumeric characters or underscores");
            if (!VariableValue().IsMatch(value)) throw Faults.Bad($"Invalid stage variable value: {value}. Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.");
        }
        if (stage.CacheClusterSize is not (null or "0.5" or "1.6" or "6.1" or "13.5" or "28.4" or "58.2" or "118" or "237"))
            throw Faults.Bad($"Invalid cache cluster size specified: {stage.CacheClusterSize}");
        // AWS: every entry shows all settings, and a map without entries is left out.
        var settings = stage.MethodSettings?.ToDictionary(static s => s.Key, static s => Complete(s.Value));
        return stage with
        {
            CacheClusterEnabled = stage.CacheClusterEnabled ?? false,
            CacheClusterSize = stage.CacheClusterEnabled == true ? stage.CacheClusterSize ?? "0.5" : stage.CacheClusterSize,
            CacheClusterStatus = stage.CacheClusterEnabled == true ? "AVAILABLE" : "NOT_AVAILABLE",
            TracingEnabled = stage.TracingEnabled ?? false,
            MethodSettings = settings is { Count: > 0 } ? settings : null,
        };
    }

    private static MethodSetting Complete(MethodSetting setting)
    {
        if (setting.LoggingLevel is not (null or "OFF" or "INFO" or "ERROR")) throw Faults.Bad($"Invalid logging level specified: {setting.LoggingLevel}. Must be one of: [OFF, ERROR, INFO]");
        if (setting.CacheTtlInSeconds is < 0 or > MostTtl) throw Faults.Bad($"Cache TTL must be between 0 and {MostTtl} seconds");
        return setting with
        {
            MetricsEnabled = setting.MetricsEnabled ?? false,
            DataTraceEnabled = setting.DataTraceEnabled ?? false,
            ThrottlingBurstLimit = setting.ThrottlingBurstLimit ?? DefaultBurst,
            ThrottlingRateLimit = setting.ThrottlingRateLimit ?? DefaultRate,
            CachingEnabled = setting.CachingEnabled ?? false,
            CacheTtlInSeconds = setting.CacheTtlInSeconds ?? 300,
            CacheDataEncrypted = setting.CacheDataEncrypted ?? false,
            RequireAuthorizationForCacheControl = setting.RequireAuthorizationForCacheControl ?? true,
            UnauthorizedCacheControlHeaderStrategy = setting.UnauthorizedCacheControlHeaderStrategy ?? "SUCCEED_WITH_RESPONSE_HEADER",
        };
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_]+\z")]
    private static partial Regex VariableName();

    // AWS: [A-Za-z0-9-._~:/?#&=,]+
    [GeneratedRegex(@"\A[A-Za-z0-9\-._~:/?#&=, ]*\z")]
    private static partial Regex VariableValue();
}
