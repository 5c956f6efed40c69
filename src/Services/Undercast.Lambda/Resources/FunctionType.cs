using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary><c>AWS::Lambda::Function</c>; <c>Ref</c> is its name.</summary>
internal sealed class FunctionType() : ResourceType("AWS::Lambda::Function")
{
    // The properties that are configuration under the same name; what a template no longer names goes back to the value beside it.
    private static readonly Dictionary<string, JsonNode?> Configuration = new(StringComparer.Ordinal)
    {
        ["DeadLetterConfig"] = new JsonObject { ["TargetArn"] = "" },
        ["Description"] = "",
        ["Environment"] = new JsonObject { ["Variables"] = new JsonObject() },
        ["EphemeralStorage"] = new JsonObject { ["Size"] = 512 },
        ["FileSystemConfigs"] = new JsonArray(),
        ["Handler"] = null,
        ["Layers"] = new JsonArray(),
        ["LoggingConfig"] = null,
        ["MemorySize"] = 128,
        ["Role"] = null,
        ["Runtime"] = null,
        ["SnapStart"] = new JsonObject { ["ApplyOn"] = "None" },
        ["Timeout"] = 3,
        ["TracingConfig"] = new JsonObject { ["Mode"] = "PassThrough" },
        ["VpcConfig"] = new JsonObject { ["SubnetIds"] = new JsonArray(), ["SecurityGroupIds"] = new JsonArray() },
    };

    private static readonly string[] Unbuilt = ["CapacityProviderConfig", "CodeSigningConfigArn", "DurableConfig", "FunctionScalingConfig", "ImageConfig", "PublishToLatestPublished", "RuntimeManagementConfig", "TenancyConfig"];

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse(Unbuilt);
        var name = call.Text("FunctionName") ?? call.MakeName(64);
        var input = call.Pick([.. Configuration.Keys, "Architectures", "PackageType"]);
        if (call.Properties["KmsKeyArn"] is { } key) input["KMSKeyArn"] = key.DeepClone();
        input["FunctionName"] = name;
        input["Code"] = CodeOf(call);
        input["Tags"] = call.TagMap();
        await call.MakeAsync("lambda", "CreateFunction", input);
        call.Made(name);
        var function = await ActiveAsync(call, name);
        if (call.Properties["ReservedConcurrentExecutions"] is not null) await ReserveAsync(call, name);
        if (call.Properties["RecursiveLoop"] is not null) await LoopAsync(call, name);
        return Model(name, function);
    }

    public override ValueTask<IReadOnlyList<string>> ListAsync(ResourceCall call) => call.ListAsync("lambda", "ListFunctions", "Functions", "FunctionName", "Marker", "NextMarker");

    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        if (await call.TrySendAsync("lambda", "GetFunction", new JsonObject { ["FunctionName"] = id }, static e => e is ResourceNotFoundException) is not { } found) return null;
        var function = (JsonObject)found["Configuration"]!;
        var properties = new JsonObject { ["FunctionName"] = id };
        foreach (var name in (string[])["Runtime", "Handler", "Role", "Timeout", "MemorySize", "Description", "Environment", "EphemeralStorage", "DeadLetterConfig", "TracingConfig", "LoggingConfig", "Architectures", "PackageType"])
        {
            if (function[name] is { } value && !(value is JsonValue text && PropertyRules.TextOf(text).Length == 0)) properties[name] = value.DeepClone();
        }
        if (function["Layers"] is JsonArray layers) properties["Layers"] = new JsonArray([.. layers.Select(l => l!["Arn"]?.DeepClone())]);
        if (found["Concurrency"]?["ReservedConcurrentExecutions"] is { } reserved) properties["ReservedConcurrentExecutions"] = reserved.DeepClone();
        if (call.Properties["RecursiveLoop"] is not null) properties["RecursiveLoop"] = (await call.SendAsync("lambda", "GetFunctionRecursionConfig", new JsonObject { ["FunctionName"] = id }))["RecursiveLoop"]?.DeepClone();
        if (found["Tags"] is JsonObject { Count: > 0 } tags) properties["Tags"] = new JsonArray([.. tags.Select(t => (JsonNode)new JsonObject { ["Key"] = t.Key, ["Value"] = t.Value?.DeepClone() })]);
        return Model(id, function) with { Properties = PropertyRules.Check(Schema, properties, out _) };
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse(Unbuilt);
        bool Differs(string property) => !JsonNode.DeepEquals(call.Previous![property], call.Properties[property]);
        if (Differs("Code") || Differs("Architectures"))
        {
            var code = CodeOf(call);
            code["FunctionName"] = id;
            if (call.Properties["Architectures"] is { } architectures) code["Architectures"] = architectures.DeepClone();
            await call.SendAsync("lambda", "UpdateFunctionCode", code);
            await ActiveAsync(call, id);
        }
        var changed = Configuration.Keys.Where(Differs).ToArray();
        if (changed.Length > 0)
        {
            var input = new JsonObject { ["FunctionName"] = id };
            foreach (var name in changed) input[name] = (call.Properties[name] ?? Configuration[name])?.DeepClone();
            await call.SendAsync("lambda", "UpdateFunctionConfiguration", input);
        }
        if (Differs("ReservedConcurrentExecutions")) await ReserveAsync(call, id);
        if (Differs("RecursiveLoop")) await LoopAsync(call, id);
        var function = await ActiveAsync(call, id);
        await call.RetagAsync(LambdaTags.Operations, (string)function["FunctionArn"]!);
        return Model(id, function);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync("lambda", "DeleteFunction", new JsonObject { ["FunctionName"] = id }, static e => e is ResourceNotFoundException);

    private static async ValueTask ReserveAsync(ResourceCall call, string name)
    {
        if (call.Properties["ReservedConcurrentExecutions"] is { } reserved)
            await call.SendAsync("lambda", "PutFunctionConcurrency", new JsonObject { ["FunctionName"] = name, ["ReservedConcurrentExecutions"] = reserved.DeepClone() });
        else await call.SendAsync("lambda", "DeleteFunctionConcurrency", new JsonObject { ["FunctionName"] = name });
    }

    private static async ValueTask LoopAsync(ResourceCall call, string name) =>
        await call.SendAsync("lambda", "PutFunctionRecursionConfig", new JsonObject { ["FunctionName"] = name, ["RecursiveLoop"] = call.Text("RecursiveLoop") ?? "Terminate" });

    private static async ValueTask<JsonObject> ActiveAsync(ResourceCall call, string name)
    {
        JsonObject function = [];
        await call.UntilAsync(async () =>
        {
            function = await call.SendAsync("lambda", "GetFunctionConfiguration", new JsonObject { ["FunctionName"] = name });
            if ((string?)function["State"] == "Failed" || (string?)function["LastUpdateStatus"] == "Failed")
                throw new CommonException(CommonError.ServiceUnavailable, (string?)function["StateReason"] ?? (string?)function["LastUpdateStatusReason"] ?? "The function could not be made.");
            return (string?)function["State"] is not "Pending" && (string?)function["LastUpdateStatus"] is not "InProgress";
        });
        return function;
    }

    private static JsonObject CodeOf(ResourceCall call)
    {
        var code = (JsonObject)call.Properties["Code"]!;
        if (code["ImageUri"] is not null) call.Refuse("ImageUri", "Code");
        var input = new JsonObject();
        foreach (var name in (string[])["S3Bucket", "S3Key", "S3ObjectVersion"])
        {
            if (code[name] is { } value) input[name] = value.DeepClone();
        }
        if (code["ZipFile"] is { } source) input["ZipFile"] = Convert.ToBase64String(Inline((string)source!, call.Text("Runtime") ?? ""));
        return input;
    }

    /// <summary>A package with one file: a template's inline code is text.</summary>
    // AWS: the file is index with the runtime's extension; only Node.js and Python have inline code.
    private static byte[] Inline(string source, string runtime)
    {
        var file = runtime.StartsWith("nodejs", StringComparison.Ordinal) ? "index.js"
            : runtime.StartsWith("python", StringComparison.Ordinal) ? "index.py"
            : throw new CommonException(CommonError.InvalidParameterValue, $"ZipFile can only be used when Runtime is set to either of nodejs or python; it is '{runtime}'.");
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(file, CompressionLevel.Fastest);
            // The same text gives the same package, so that an update can tell.
            entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var content = entry.Open();
            content.Write(Encoding.UTF8.GetBytes(source));
        }
        return memory.ToArray();
    }

    private static ResourceModel Model(string name, JsonObject function) => new(name) { Attributes = new JsonObject { ["Arn"] = (string?)function["FunctionArn"] } };
}

/// <summary>What the resource types of this service share.</summary>
internal static class LambdaTags
{
    /// <summary>Tags of functions and event source mappings.</summary>
    public static readonly TagOperations Operations = new("lambda", "ListTags", "TagResource", "UntagResource", "Resource");
}
