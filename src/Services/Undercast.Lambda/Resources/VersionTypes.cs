using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Lambda;

/// <summary><c>AWS::Lambda::Version</c>; <c>Ref</c> is its ARN.</summary>
internal sealed class VersionType() : ResourceType("AWS::Lambda::Version")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse("FunctionScalingConfig", "RuntimePolicy");
        var version = await call.SendAsync("lambda", "PublishVersion", call.Pick("FunctionName", "CodeSha256", "Description"));
        var arn = (string)version["FunctionArn"]!;
        await ProvisionAsync(call, (string)version["Version"]!);
        return new ResourceModel(arn) { Attributes = new JsonObject { ["FunctionArn"] = arn, ["Version"] = (string)version["Version"]! } };
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var version = id[(id.LastIndexOf(':') + 1)..];
        await ProvisionAsync(call, version);
        return new ResourceModel(id) { Attributes = new JsonObject { ["FunctionArn"] = id, ["Version"] = version } };
    }

    /// <summary>Sets or takes away the provisioned concurrency that the properties name.</summary>
    internal static async ValueTask ProvisionAsync(ResourceCall call, string qualifier)
    {
        var name = call.Properties["FunctionName"]!.DeepClone();
        if ((call.Properties["ProvisionedConcurrencyConfig"] as JsonObject)?["ProvisionedConcurrentExecutions"] is { } count)
            await call.SendAsync("lambda", "PutProvisionedConcurrencyConfig", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = qualifier, ["ProvisionedConcurrentExecutions"] = count.DeepClone() });
        else if (call.Previous?["ProvisionedConcurrencyConfig"] is not null)
            await call.SendAsync("lambda", "DeleteProvisionedConcurrencyConfig", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = qualifier });
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        var at = id.LastIndexOf(':');
        await call.TrySendAsync("lambda", "DeleteFunction", new JsonObject { ["FunctionName"] = id[..at], ["Qualifier"] = id[(at + 1)..] }, static e => e is ResourceNotFoundException);
    }
}

/// <summary><c>AWS::Lambda::Alias</c>; <c>Ref</c> is its ARN.</summary>
internal sealed class AliasType() : ResourceType("AWS::Lambda::Alias")
{
    public override ValueTask<ResourceModel> CreateAsync(ResourceCall call) => SetAsync(call, "CreateAlias");

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => SetAsync(call, "UpdateAlias");

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("lambda", "DeleteAlias", call.Pick("FunctionName", "Name"), static e => e is ResourceNotFoundException);

    private static async ValueTask<ResourceModel> SetAsync(ResourceCall call, string operation)
    {
        var input = call.Pick("FunctionName", "Name", "FunctionVersion", "Description");
        var weights = new JsonObject();
        foreach (var weight in (call.Properties["RoutingConfig"] as JsonObject)?["AdditionalVersionWeights"] as JsonArray ?? [])
            weights[(string)weight!["FunctionVersion"]!] = weight["FunctionWeight"]!.DeepClone();
        if (weights.Count > 0 || call.Previous?["RoutingConfig"] is not null) input["RoutingConfig"] = new JsonObject { ["AdditionalVersionWeights"] = weights };
        // What an attempt before this one has made is brought to the same settings.
        var alias = await call.MakeAsync("lambda", operation, input) ?? await call.SendAsync("lambda", "UpdateAlias", input);
        var arn = (string)alias["AliasArn"]!;
        await VersionType.ProvisionAsync(call, call.Text("Name")!);
        return new ResourceModel(arn) { Attributes = new JsonObject { ["AliasArn"] = arn } };
    }
}

/// <summary><c>AWS::Lambda::LayerVersion</c>; <c>Ref</c> is its ARN.</summary>
internal sealed class LayerVersionType() : ResourceType("AWS::Lambda::LayerVersion")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = call.Pick("CompatibleArchitectures", "CompatibleRuntimes", "Content", "Description", "LicenseInfo");
        input["LayerName"] = call.Text("LayerName") ?? call.MakeName(140);
        var arn = (string)(await call.SendAsync("lambda", "PublishLayerVersion", input))["LayerVersionArn"]!;
        return new ResourceModel(arn) { Attributes = new JsonObject { ["LayerVersionArn"] = arn } };
    }

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => new(new ResourceModel(id) { Attributes = new JsonObject { ["LayerVersionArn"] = id } });

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        var at = id.LastIndexOf(':');
        await call.TrySendAsync(
            "lambda", "DeleteLayerVersion", new JsonObject { ["LayerName"] = id[..at], ["VersionNumber"] = long.Parse(id[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture) }, static e => e is ResourceNotFoundException);
    }
}
