using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary><c>AWS::Lambda::Permission</c>: one statement of a function's policy.</summary>
internal sealed class PermissionType() : ResourceType("AWS::Lambda::Permission")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = call.Pick("Action", "EventSourceToken", "FunctionUrlAuthType", "InvokedViaFunctionUrl", "Principal", "PrincipalOrgID", "SourceAccount", "SourceArn");
        var (function, qualifier) = Split(call.Text("FunctionName")!);
        input["FunctionName"] = function;
        if (qualifier is not null) input["Qualifier"] = qualifier;
        var id = call.MakeName(100);
        input["StatementId"] = id;
        await call.MakeAsync("lambda", "AddPermission", input);
        return new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id } };
    }

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => new(new ResourceModel(id) { Attributes = new JsonObject { ["Id"] = id } });

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        var (function, qualifier) = Split(call.Text("FunctionName")!);
        var input = new JsonObject { ["FunctionName"] = function, ["StatementId"] = id };
        if (qualifier is not null) input["Qualifier"] = qualifier;
        await call.TrySendAsync("lambda", "RemovePermission", input, static e => e is ResourceNotFoundException);
    }

    /// <summary>A function's name or ARN, and the version or alias that may follow it.</summary>
    internal static (string Function, string? Qualifier) Split(string name)
    {
        // arn:aws:lambda:region:account:function:name[:qualifier], or name[:qualifier]
        var parts = name.Split(':');
        var plain = parts[0] == "arn" ? 7 : 1;
        return parts.Length > plain ? (string.Join(':', parts[..plain]), parts[plain]) : (name, null);
    }
}

/// <summary><c>AWS::Lambda::Url</c>; <c>Ref</c> is the function's ARN.</summary>
internal sealed class UrlType() : ResourceType("AWS::Lambda::Url")
{
    public override ValueTask<ResourceModel> CreateAsync(ResourceCall call) => SetAsync(call, "CreateFunctionUrlConfig");

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => SetAsync(call, "UpdateFunctionUrlConfig");

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("lambda", "DeleteFunctionUrlConfig", Named(call), static e => e is ResourceNotFoundException);

    private static JsonObject Named(ResourceCall call)
    {
        var input = call.Pick("Qualifier");
        input["FunctionName"] = call.Text("TargetFunctionArn");
        return input;
    }

    private static async ValueTask<ResourceModel> SetAsync(ResourceCall call, string operation)
    {
        var input = Named(call);
        foreach (var name in (string[])["AuthType", "Cors", "InvokeMode"])
        {
            if (call.Properties[name] is { } value) input[name] = value.DeepClone();
        }
        // What an attempt before this one has made is brought to the same settings.
        var url = await call.MakeAsync("lambda", operation, input) ?? await call.SendAsync("lambda", "UpdateFunctionUrlConfig", input);
        var arn = (string)url["FunctionArn"]!;
        return new ResourceModel(arn) { Attributes = new JsonObject { ["FunctionArn"] = arn, ["FunctionUrl"] = (string)url["FunctionUrl"]! } };
    }
}

/// <summary><c>AWS::Lambda::EventInvokeConfig</c>: how queued events are retried and where they end.</summary>
internal sealed class EventInvokeConfigType() : ResourceType("AWS::Lambda::EventInvokeConfig")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        await call.SendAsync("lambda", "PutFunctionEventInvokeConfig", call.Pick("FunctionName", "Qualifier", "MaximumEventAgeInSeconds", "MaximumRetryAttempts", "DestinationConfig"));
        return new ResourceModel(call.MakeName(128));
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        await call.SendAsync("lambda", "PutFunctionEventInvokeConfig", call.Pick("FunctionName", "Qualifier", "MaximumEventAgeInSeconds", "MaximumRetryAttempts", "DestinationConfig"));
        return new ResourceModel(id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("lambda", "DeleteFunctionEventInvokeConfig", call.Pick("FunctionName", "Qualifier"), static e => e is ResourceNotFoundException);
}

/// <summary><c>AWS::Lambda::EventSourceMapping</c>; <c>Ref</c> is its UUID.</summary>
internal sealed class EventSourceMappingType() : ResourceType("AWS::Lambda::EventSourceMapping")
{
    private static readonly string[] Settings =
    [
        "BatchSize", "BisectBatchOnFunctionError", "DestinationConfig", "Enabled", "FilterCriteria", "FunctionName", "FunctionResponseTypes", "MaximumBatchingWindowInSeconds", "MaximumRecordAgeInSeconds",
        "MaximumRetryAttempts", "ParallelizationFactor", "ScalingConfig", "TumblingWindowInSeconds",
    ];

    private static readonly string[] Unbuilt =
    [
        "AmazonManagedKafkaEventSourceConfig", "DocumentDBEventSourceConfig", "KmsKeyArn", "LoggingConfig", "MetricsConfig", "ProvisionedPollerConfig", "Queues", "SelfManagedEventSource",
        "SelfManagedKafkaEventSourceConfig", "SourceAccessConfigurations", "Topics",
    ];

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse(Unbuilt);
        var input = call.Pick([.. Settings, "EventSourceArn", "StartingPosition", "StartingPositionTimestamp"]);
        input["Tags"] = call.TagMap();
        return await SettledAsync(call, (string)(await call.SendAsync("lambda", "CreateEventSourceMapping", input))["UUID"]!);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse(Unbuilt);
        var input = call.Pick(Settings);
        input["UUID"] = id;
        if (input["Enabled"] is null && call.Previous!["Enabled"] is not null) input["Enabled"] = true;
        await call.SendAsync("lambda", "UpdateEventSourceMapping", input);
        await call.RetagAsync(LambdaTags.Operations, ArnOf(call, id));
        return await SettledAsync(call, id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        if (await call.TrySendAsync("lambda", "DeleteEventSourceMapping", new JsonObject { ["UUID"] = id }, static e => e is ResourceNotFoundException) is null) return;
        await call.UntilAsync(async () => await call.TrySendAsync("lambda", "GetEventSourceMapping", new JsonObject { ["UUID"] = id }, static e => e is ResourceNotFoundException) is null);
    }

    private static async ValueTask<ResourceModel> SettledAsync(ResourceCall call, string id)
    {
        JsonObject mapping = [];
        await call.UntilAsync(async () =>
        {
            mapping = await call.SendAsync("lambda", "GetEventSourceMapping", new JsonObject { ["UUID"] = id });
            return (string?)mapping["State"] is "Enabled" or "Disabled";
        });
        return new ResourceModel(id)
        {
            Attributes = new JsonObject { ["Id"] = id, ["EventSourceMappingArn"] = ArnOf(call, id) },
        };
    }

    private static string ArnOf(ResourceCall call, string id) => new Arn(call.Partition, "lambda", call.Region, call.Account, "event-source-mapping:" + id).ToString();
}
