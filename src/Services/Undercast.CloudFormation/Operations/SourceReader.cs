using System.Text;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>A template ready to be deployed.</summary>
internal sealed record PreparedSource(StackSource Source, Template Template);

/// <summary>From what a call says about a template to a template that can be deployed.</summary>
internal sealed class SourceReader(ResourceTypes types, TemplateTransforms transforms, IEnumerable<IObjectReader> objects, SystemParameters system)
{
    /// <summary>The resource types that templates can name.</summary>
    public ResourceTypes Types => types;

    /// <summary>Values from the Parameter Store.</summary>
    public SystemParameters System => system;

    /// <summary>The text of a template that a call gives in its body or by URL; null when it gives none.</summary>
    public async ValueTask<string?> TextAsync(string? body, string? url, CallContext call)
    {
        if (body is not null && url is not null) throw CloudFormationFaults.Invalid("You may not specify both TemplateBody and TemplateURL.");
        if (body is not null)
        {
            var bytes = Encoding.UTF8.GetByteCount(body);
            // AWS: templates made by tools that upload go by URL; the body has its own limit.
            if (bytes > TemplateReader.MaxBodyBytes) throw CloudFormationFaults.Invalid($"1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to {TemplateReader.MaxBodyBytes}");
            return body;
        }
        return url is null ? null : await FetchAsync(url, call);
    }

    /// <summary>The stack policy that a call gives in its body or by URL; null when it gives none.</summary>
    public async ValueTask<string?> PolicyAsync(string? body, string? url, CallContext call)
    {
        if (body is not null && url is not null) throw CloudFormationFaults.Invalid("You cannot specify both StackPolicyBody and StackPolicyURL");
        var text = body ?? (url is null ? null : await FetchAsync(url, call));
        if (text is null) return null;
        // AWS: 16,384 bytes.
        if (text.Length > 16_384) throw CloudFormationFaults.Invalid("Error validating stack policy: Stack policy may not exceed 16384 bytes in size");
        StackPolicy.Read(text);
        return text;
    }

    private async ValueTask<string> FetchAsync(string url, CallContext call)
    {
        if (!TemplateUrl.TryRead(url, out var bucket, out var key, out var version)) throw CloudFormationFaults.Invalid("TemplateURL must be a supported URL.");
        var reader = objects.FirstOrDefault() ?? throw CommonException.NotSupported("TemplateURL without the object store");
        await using var stored = await OpenAsync(reader, bucket, key, version, call);
        if (stored.Length > TemplateReader.MaxBytes) throw CloudFormationFaults.Invalid($"Template may not exceed {TemplateReader.MaxBytes} bytes in size.");
        using var text = new StreamReader(stored.Content, Encoding.UTF8);
        return await text.ReadToEndAsync(call.Cancelled);
    }

    private static async ValueTask<StoredObject> OpenAsync(IObjectReader reader, string bucket, string key, string? version, CallContext call)
    {
        try
        {
            return await reader.OpenAsync(call.Caller, bucket, key, version, call.Cancelled);
        }
        catch (AwsException e) when (e is not CommonException { Kind: CommonError.NotSupported })
        {
            throw CloudFormationFaults.Invalid($"S3 error: {e.Message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html");
        }
    }

    /// <summary>Reads, transforms and checks a template.</summary>
    /// <exception cref="AwsException">In AWS's words.</exception>
    public async ValueTask<PreparedSource> PrepareAsync(
        string original, string stackName, IReadOnlyList<Parameter>? parameters, IReadOnlyDictionary<string, string>? previous, IReadOnlyList<Tag>? tags, IReadOnlyList<string>? capabilities, CallContext call,
        bool checkCapabilities = true, bool byChangeSet = false, bool planned = false)
    {
        var tree = TemplateReader.Read(original);
        var declared = TemplateTransforms.UsedBy(tree);
        if (declared.Count > 0)
        {
            var values = StackParameters.Resolve(Template.ParametersOf(tree), parameters, previous, planned);
            tree = await transforms.ApplyAsync(tree, new TransformScope(call.Account, call.Region, stackName, values), call);
        }
        var template = Template.Check(tree);
        TemplateReferences.Check(template, extended: declared.Contains(LanguageExtensions.TransformName));
        var resolved = StackParameters.Resolve(template.Parameters, [.. (parameters ?? []).Where(p => p.ParameterKey is { } key && (declared.Count == 0 || template.Parameters.ContainsKey(key)))], previous, planned);
        var meant = await system.MeantAsync(template, resolved, call, planned);
        // Conditions know parameters and mappings only.
        var evaluator = new TemplateEvaluator(template, new TemplateScope
        {
            Account = call.Account, Region = call.Region, StackName = stackName, StackId = StackPlan.Unknown, Parameters = meant.Count == 0 ? resolved : resolved.ToDictionary(p => p.Key, p => meant.GetValueOrDefault(p.Key, p.Value)), Resource = static _ => null, Export = static _ => null, Unknown = StackPlan.Unknown,
        });
        TemplateRules.Check(template, evaluator, resolved);
        types.Check(template, r => r.Condition is null || evaluator.Holds(r.Condition));
        if (checkCapabilities) CapabilityRules.Check(template, declared.Count > 0 && !byChangeSet, capabilities);
        await system.CheckAsync(template, resolved, meant, call, planned);
        var source = new StackSource
        {
            Original = original,
            Processed = JsonSerializer.Serialize(tree, TreeJson.Default.JsonObject),
            Parameters = resolved,
            Resolved = meant,
            Tags = TagsOf(tags),
            Capabilities = capabilities ?? [],
        };
        return new PreparedSource(source, template);
    }

    /// <summary>Tags as a map.</summary>
    /// <exception cref="CommonException">A key comes twice.</exception>
    public static Dictionary<string, string> TagsOf(IReadOnlyList<Tag>? tags)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags ?? [])
        {
            if (!map.TryAdd(tag.Key, tag.Value)) throw CloudFormationFaults.Invalid("Duplicate tag keys found. Please specify unique tag keys.");
        }
        return map;
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
internal sealed partial class TreeJson : System.Text.Json.Serialization.JsonSerializerContext;
