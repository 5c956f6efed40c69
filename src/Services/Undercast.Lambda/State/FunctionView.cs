using System.Globalization;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>Turns what is stored into what is answered.</summary>
internal static class FunctionView
{
    public static FunctionConfiguration Of(FunctionKey key, SettingsRecord s, string version, string? qualifier = null) => new()
    {
        FunctionName = key.Name,
        FunctionArn = FunctionName.ArnOf(key, qualifier),
        Runtime = s.Runtime,
        Role = s.Role,
        Handler = s.Handler,
        CodeSize = s.Package.Size,
        CodeSha256 = s.Package.Sha256,
        Description = s.Description,
        Timeout = s.Timeout,
        MemorySize = s.MemorySize,
        LastModified = s.LastModified,
        Version = version,
        RevisionId = s.RevisionId,
        VpcConfig = s.Vpc is { } vpc ? new VpcConfigResponse { SubnetIds = vpc.SubnetIds ?? [], SecurityGroupIds = vpc.SecurityGroupIds ?? [], VpcId = "", Ipv6AllowedForDualStack = vpc.Ipv6AllowedForDualStack ?? false } : null,
        DeadLetterConfig = string.IsNullOrEmpty(s.DeadLetterArn) ? null : new DeadLetterConfig { TargetArn = s.DeadLetterArn },
        Environment = s.Variables is { Count: > 0 } variables ? new EnvironmentResponse { Variables = variables } : null,
        KMSKeyArn = string.IsNullOrEmpty(s.KmsKeyArn) ? null : s.KmsKeyArn,
        TracingConfig = new TracingConfigResponse { Mode = s.TracingMode },
        Layers = s.Layers is { Count: > 0 } layers ? [.. layers.Select(l => new Layer { Arn = l.Arn, CodeSize = l.Package.Size })] : null,
        State = "Active",
        LastUpdateStatus = "Successful",
        FileSystemConfigs = s.FileSystems is { Count: > 0 } ? s.FileSystems : null,
        PackageType = "Zip",
        Architectures = [s.Architecture],
        EphemeralStorage = new EphemeralStorage { Size = s.EphemeralStorage },
        SnapStart = new SnapStartResponse { ApplyOn = s.SnapStart, OptimizationStatus = "Off" },
        RuntimeVersionConfig = new RuntimeVersionConfig { RuntimeVersionArn = $"arn:{Arn.PartitionOf(key.Region)}:lambda:{key.Region}::runtime:{s.Runtime}" },
        LoggingConfig = new LoggingConfig
        {
            LogFormat = s.Logging?.LogFormat ?? "Text",
            ApplicationLogLevel = s.Logging?.LogFormat == "JSON" ? s.Logging.ApplicationLogLevel ?? "INFO" : null,
            SystemLogLevel = s.Logging?.LogFormat == "JSON" ? s.Logging.SystemLogLevel ?? "INFO" : null,
            LogGroup = LogGroupOf(key, s),
        },
    };

    public static string LogGroupOf(FunctionKey key, SettingsRecord s) => s.Logging?.LogGroup ?? $"/aws/lambda/{key.Name}";

    public static AliasConfiguration Of(AliasKey key, AliasRecord alias) => new()
    {
        AliasArn = FunctionName.ArnOf(new FunctionKey(key.Account, key.Region, key.Name), key.Alias),
        Name = key.Alias,
        FunctionVersion = alias.Version,
        Description = alias.Description,
        RoutingConfig = alias.Weights is { Count: > 0 } weights ? new AliasRoutingConfiguration { AdditionalVersionWeights = weights } : null,
        RevisionId = alias.RevisionId,
    };

    public static FunctionUrlConfig Of(FunctionKey key, string qualifier, UrlRecord url, string endpoint) => new()
    {
        FunctionUrl = UrlOf(url.Id, key.Region, endpoint),
        FunctionArn = FunctionName.ArnOf(key, qualifier == FunctionName.Latest ? null : qualifier),
        AuthType = url.AuthType,
        Cors = url.Cors,
        CreationTime = url.Created,
        LastModifiedTime = url.Modified,
        InvokeMode = url.InvokeMode,
    };

    // The port is that of this cloud; everything else is as on AWS.
    public static string UrlOf(string id, string region, string endpoint)
    {
        var uri = new Uri(endpoint);
        return string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{id}.lambda-url.{region}.localhost:{uri.Port}/");
    }

    public static FunctionEventInvokeConfig Of(FunctionKey key, string qualifier, EventInvokeRecord r) => new()
    {
        FunctionArn = FunctionName.ArnOf(key, qualifier),
        LastModified = r.LastModified,
        MaximumRetryAttempts = r.MaximumRetryAttempts,
        MaximumEventAgeInSeconds = r.MaximumEventAgeInSeconds,
        DestinationConfig = new DestinationConfig
        {
            OnSuccess = new OnSuccess { Destination = r.OnSuccess },
            OnFailure = new OnFailure { Destination = r.OnFailure },
        },
    };

    /// <summary>The time as Lambda writes it in settings.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", CultureInfo.InvariantCulture);
}
