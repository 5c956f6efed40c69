using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>Values that templates take from the Parameter Store: parameters of the type <c>AWS::SSM::Parameter::Value&lt;…&gt;</c>, and <c>{{resolve:ssm:name:version}}</c> in the properties of resources.</summary>
internal sealed partial class SystemParameters(ICloudCalls calls)
{
    /// <summary>The values that parameters of a template stand for, by the parameters' names.</summary>
    /// <exception cref="CommonException">One of them is not there.</exception>
    public async ValueTask<Dictionary<string, string>> MeantAsync(Template template, IReadOnlyDictionary<string, string> given, CallContext call, bool planned = false)
    {
        var meant = new Dictionary<string, string>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var rule in template.Parameters.Values.Where(p => p.IsSsm && !(planned && StackPlan.IsUnknown(given[p.Name]))))
        {
            if (await ReadAsync(given[rule.Name], call.Caller, call.Region, call.Cancelled) is { } value) meant[rule.Name] = value;
            else missing.Add(given[rule.Name]);
        }
        return missing.Count == 0 ? meant : throw CloudFormationFaults.Invalid($"Unable to fetch parameters [{string.Join(",", missing)}] from parameter store for this account.");
    }

    /// <summary>Values of AWS's own types must name what is there.</summary>
    /// <exception cref="TransformException">One does not. AWS: the stack begins and turns back, as with a transform that fails.</exception>
    public async ValueTask CheckAsync(Template template, IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string> meant, CallContext call, bool planned = false)
    {
        var absent = new List<string>();
        foreach (var rule in template.Parameters.Values.Where(p => !(planned && StackPlan.IsUnknown(given[p.Name]))))
        {
            // AWS: of a name in the Parameter Store the name is told, not what it stands for.
            var value = meant.GetValueOrDefault(rule.Name, given[rule.Name]);
            var there = rule.Type == "AWS::SSM::Parameter::Name"
                ? await ReadAsync(value, call.Caller, call.Region, call.Cancelled) is not null
                : ParameterTypes.ResourceOf(rule.Type) is not { } resource || (rule.IsList ? value.Split(',').Select(v => v.Trim()) : [value]).All(v => ParameterTypes.Exists(resource, v, call.Region));
            if (!there) absent.Add($"parameter value {given[rule.Name]} for parameter name {rule.Name} does not exist");
        }
        if (absent.Count > 0) throw new TransformException($"Parameter validation failed: {string.Join(", ", absent)}");
    }

    /// <summary>The properties with every reference replaced by its value.</summary>
    /// <exception cref="AwsException">A reference leads nowhere, or to a store that is not here.</exception>
    public async ValueTask<JsonObject> ResolveAsync(JsonObject properties, Principal caller, string region, CancellationToken ct)
    {
        // Most templates have none, and a look at the text is cheap.
        if (!properties.ToJsonString().Contains("{{resolve:", StringComparison.Ordinal)) return properties;
        return (JsonObject)(await NodeAsync(properties, new Dictionary<string, string>(StringComparer.Ordinal), caller, region, ct))!;
    }

    private async ValueTask<JsonNode?> NodeAsync(JsonNode? node, Dictionary<string, string> known, Principal caller, string region, CancellationToken ct)
    {
        switch (node)
        {
            case JsonObject map:
                var members = new JsonObject();
                foreach (var (key, value) in map) members[key] = await NodeAsync(value, known, caller, region, ct);
                return members;
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list) items.Add(await NodeAsync(item, known, caller, region, ct));
                return items;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(await TextAsync((string)value!, known, caller, region, ct));
            default:
                return node?.DeepClone();
        }
    }

    private async ValueTask<string> TextAsync(string text, Dictionary<string, string> known, Principal caller, string region, CancellationToken ct)
    {
        var matches = Reference().Matches(text);
        if (matches.Count == 0) return text;
        var result = new StringBuilder();
        var from = 0;
        foreach (Match match in matches)
        {
            var (store, name) = (match.Groups[1].Value, match.Groups[2].Value);
            if (store != "ssm") throw CommonException.NotSupported($"A dynamic reference to {store}");
            if (!known.TryGetValue(name, out var value))
            {
                value = await ReadAsync(name, caller, region, ct) ?? throw new ReasonException($"Parameters: [ssm:{name}{(name.Contains(':', StringComparison.Ordinal) ? "" : ":")}] cannot be found.");
                known[name] = value;
            }
            result.Append(text, from, match.Index - from).Append(value);
            from = match.Index + match.Length;
        }
        return result.Append(text, from, text.Length - from).ToString();
    }

    private async ValueTask<string?> ReadAsync(string name, Principal caller, string region, CancellationToken ct)
    {
        try
        {
            var output = await calls.CallDocumentAsync(caller, region, "ssm", "GetParameter", Encoding.UTF8.GetBytes(new JsonObject { ["Name"] = name }.ToJsonString()), ct);
            return (string?)JsonNode.Parse(output.Span)?["Parameter"]?["Value"];
        }
        catch (AwsException e) when (e is not CommonException)
        {
            // Its own errors say that there is no such parameter, or no such version.
            return null;
        }
    }

    [GeneratedRegex(@"\{\{resolve:([a-z-]+):([^{}]*?)\}\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Reference();
}
