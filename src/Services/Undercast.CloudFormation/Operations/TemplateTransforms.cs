using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

// AWS: transforms run one after another, from the most deeply nested Fn::Transform outward; those of the Transform section come last, in their order.

/// <summary>Applies every transform of a template: this cloud's own, inclusions, and macros of the account.</summary>
internal sealed class TemplateTransforms(IStore store, ICloudCalls calls, IEnumerable<ITemplateTransform> own, IEnumerable<IObjectReader> objects)
{
    private const string Include = "AWS::Include";
    private const string Function = "Fn::Transform";

    /// <summary>The names of every transform that a template uses, without repetition.</summary>
    public static IReadOnlyList<string> UsedBy(JsonObject tree)
    {
        var names = new List<string>(Template.TransformsOf(tree));
        void Walk(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                foreach (var item in list) Walk(item);
            }
            if (node is not JsonObject map) return;
            foreach (var (key, value) in map)
            {
                if (key == Function) names.AddRange(Specs(value).Select(s => s.Name));
                Walk(value);
            }
        }
        Walk(tree);
        return [.. names.Distinct()];
    }

    /// <exception cref="TransformException">One of them failed.</exception>
    public async ValueTask<JsonObject> ApplyAsync(JsonObject tree, TransformScope scope, CallContext call)
    {
        var named = Specs(tree["Transform"]);
        var body = (JsonObject)tree.DeepClone();
        body.Remove("Transform");
        var values = new TransformValues(body, body["Conditions"] as JsonObject ?? [], scope);
        if (await SnippetsAsync(body, body, values, scope, call) is not JsonObject whole) throw new TransformException("Template format error: unsupported structure.");
        foreach (var (name, parameters) in named)
            whole = await OneAsync(name, Evaluated(parameters, values), whole, isTemplate: true, whole, scope, call) as JsonObject ?? throw new TransformException("Template format error: unsupported structure.");
        if (Encoding.UTF8.GetByteCount(whole.ToJsonString()) > TemplateReader.MaxBytes) throw new TransformException($"Template may not exceed {TemplateReader.MaxBytes} bytes in size.");
        return whole;
    }

    private static List<(string Name, JsonObject Parameters)> Specs(JsonNode? node) => node switch
    {
        JsonValue one => [(PropertyRules.TextOf(one), [])],
        JsonObject spec => [(spec["Name"] is JsonValue name ? PropertyRules.TextOf(name) : "", spec["Parameters"] as JsonObject ?? [])],
        JsonArray several => [.. several.SelectMany(Specs)],
        _ => [],
    };

    private static JsonObject Evaluated(JsonObject parameters, TransformValues values) => values.TryGet(parameters, out var value) && value is JsonObject known ? known : parameters;

    private async ValueTask<JsonNode?> SnippetsAsync(JsonNode? node, JsonObject tree, TransformValues values, TransformScope scope, CallContext call)
    {
        switch (node)
        {
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list) items.Add(await SnippetsAsync(item, tree, values, scope, call));
                return items;
            case JsonObject map:
                var members = new JsonObject();
                foreach (var (key, value) in map)
                {
                    if (key != Function) members[key] = await SnippetsAsync(value, tree, values, scope, call);
                }
                JsonNode? result = members;
                foreach (var (name, parameters) in Specs(map[Function])) result = await OneAsync(name, Evaluated(parameters, values), result, isTemplate: false, tree, scope, call);
                return result;
            default:
                return node?.DeepClone();
        }
    }

    private async ValueTask<JsonNode?> OneAsync(string name, JsonObject parameters, JsonNode? fragment, bool isTemplate, JsonObject tree, TransformScope scope, CallContext call)
    {
        if (name == Include) return await IncludeAsync(parameters, fragment, call);
        if (own.FirstOrDefault(t => t.Name == name) is not { } transform) return await MacroAsync(name, parameters, fragment, tree, scope, call);
        // AWS: the cloud's own transforms stand in the Transform section only.
        if (!isTemplate || fragment is not JsonObject template) throw new TransformException($"Transform {name} failed with: The transform can be used in the Transform section only.");
        try
        {
            return transform.Apply(template, scope);
        }
        catch (CommonException e) when (e.Kind == CommonError.Validation)
        {
            throw new TransformException($"Transform {name} failed with: {e.Message}");
        }
    }

    private async ValueTask<JsonNode?> IncludeAsync(JsonObject parameters, JsonNode? fragment, CallContext call)
    {
        TransformException Fault(string message) => new($"Transform {Include} failed with: {message}");
        if (parameters["Location"] is not JsonValue location || !TemplateUrl.TryRead(PropertyRules.TextOf(location), out var bucket, out var key, out var version) || !PropertyRules.TextOf(location).StartsWith("s3://", StringComparison.Ordinal))
            throw Fault("The location parameter is not a valid S3 uri.");
        var reader = objects.FirstOrDefault() ?? throw CommonException.NotSupported("AWS::Include without the object store");
        string text;
        try
        {
            await using var stored = await reader.OpenAsync(call.Caller, bucket, key, version, call.Cancelled);
            if (stored.Length > TemplateReader.MaxBytes) throw Fault($"The specified S3 object may not exceed {TemplateReader.MaxBytes} bytes in size.");
            using var content = new StreamReader(stored.Content, Encoding.UTF8);
            text = await content.ReadToEndAsync(call.Cancelled);
        }
        catch (AwsException e) when (e is not TransformException and not CommonException { Kind: CommonError.NotSupported })
        {
            // The second and third are guesses at the words.
            throw Fault(e.GetType().GetCustomAttribute<AwsErrorAttribute>()?.Code switch
            {
                "NoSuchBucket" => $"S3 bucket [{bucket}] does not exist.",
                "NoSuchKey" => $"S3 object [{key}] does not exist in bucket [{bucket}].",
                _ => $"S3 error: {e.Message}",
            });
        }
        JsonNode? content2;
        try
        {
            // AWS: short forms of functions are not understood here.
            content2 = TemplateReader.ReadAny(text, shortForms: false);
        }
        catch (CommonException)
        {
            throw Fault("The specified S3 object's content should be valid Yaml/JSON");
        }
        if (content2 is not JsonObject included) return fragment is JsonObject { Count: 0 } ? content2 : throw Fault("The specified S3 object's content should be valid Yaml/JSON");
        var merged = (JsonObject)fragment!.DeepClone();
        foreach (var (member, value) in included) merged[member] = value?.DeepClone();
        return merged;
    }

    private async ValueTask<JsonNode?> MacroAsync(string name, JsonObject parameters, JsonNode? fragment, JsonObject tree, TransformScope scope, CallContext call)
    {
        var bare = name.StartsWith(call.Account + "::", StringComparison.Ordinal) ? name[(call.Account.Length + 2)..] : name;
        var id = $"{call.Account}::{bare}";
        var macro = await store.ReadAsync(tx => CloudFormationTables.Macros.GetAsync(tx, new MacroKey(call.Account, call.Region, bare)), call.Cancelled) ?? throw new TransformException($"No transform named {id} found.");
        var requestId = Ids.NewGuid().ToString();
        var rules = Template.ParametersOf(tree);
        var values = new JsonObject();
        foreach (var (key, value) in scope.Parameters)
            values[key] = rules.GetValueOrDefault(key)?.IsList == true ? new JsonArray([.. value.Split(',').Select(v => (JsonNode)v.Trim())]) : JsonValue.Create(value);
        var question = new JsonObject
        {
            ["region"] = call.Region,
            ["accountId"] = call.Account,
            ["fragment"] = fragment?.DeepClone(),
            ["transformId"] = id,
            ["params"] = parameters.DeepClone(),
            ["requestId"] = requestId,
            ["templateParameterValues"] = values,
        };
        var input = new JsonObject { ["FunctionName"] = macro.FunctionName, ["Payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(question.ToJsonString())) };
        JsonNode output;
        try
        {
            output = JsonNode.Parse((await calls.CallDocumentAsync(call.Caller, call.Region, "lambda", "Invoke", Encoding.UTF8.GetBytes(input.ToJsonString()), call.Cancelled)).Span)!;
        }
        catch (AwsException e)
        {
            // A guess at the frame of what the function's service says.
            throw new TransformException($"Transform {id} failed with: {e.Message}");
        }
        if (output["FunctionError"] is not null || Answer(output) is not { } answer || (string?)answer["requestId"] != requestId) throw new TransformException($"Received malformed response from transform {id}");
        // AWS: every status but success is a failure.
        if ((answer["status"] as JsonValue)?.ToString() is { } status && !status.Equals("success", StringComparison.OrdinalIgnoreCase))
            throw new TransformException(answer["errorMessage"] is JsonValue message ? $"Transform {id} failed with: {message}" : $"Transform {id} failed without an error message.");
        if (answer["status"] is null || answer["fragment"] is not { } made) throw new TransformException($"Received malformed response from transform {id}");
        return made.DeepClone();
    }

    private static JsonObject? Answer(JsonNode output)
    {
        try
        {
            var bytes = Convert.FromBase64String((string?)output["Payload"] ?? "");
            return JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = TemplateReader.MaxDepth }) as JsonObject is { } read && read["requestId"] is JsonValue id && id.GetValueKind() == JsonValueKind.String ? read : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }
}
