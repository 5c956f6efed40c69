using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>A template whose shape has been checked; transforms have been applied already.</summary>
internal sealed record Template
{
    private static readonly string[] Sections = ["AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Transform", "Resources", "Outputs", "Hooks", "Globals"];

    public required JsonObject Tree { get; init; }
    public string? Description { get; init; }
    public required IReadOnlyDictionary<string, TemplateParameterRule> Parameters { get; init; }
    public required JsonObject Rules { get; init; }
    public required JsonObject Mappings { get; init; }
    public required JsonObject Conditions { get; init; }
    public required IReadOnlyDictionary<string, ResourceDefinition> Resources { get; init; }
    public required IReadOnlyDictionary<string, OutputDefinition> Outputs { get; init; }
    public required IReadOnlyList<string> Transforms { get; init; }

    /// <summary>Checks the shape of a template; one whose transforms are still to come may have resource attributes of their own.</summary>
    /// <exception cref="Kernel.CommonException">In AWS's words.</exception>
    public static Template Check(JsonObject tree, bool transformed = true)
    {
        var strange = tree.Select(s => s.Key).Except(Sections).ToArray();
        if (strange.Length > 0) throw CloudFormationFaults.Invalid($"Invalid template property or properties [{string.Join(", ", strange)}]");
        if (tree["AWSTemplateFormatVersion"] is { } version && version.ToString() != "2010-09-09")
            throw CloudFormationFaults.Invalid($"Template format error: {version} is not a supported value for AWSTemplateFormatVersion.");
        if (tree["Description"] is { } description && (description is not JsonValue || description.GetValueKind() != System.Text.Json.JsonValueKind.String))
            throw CloudFormationFaults.Invalid("Template format error: Description must be a string.");
        if (tree["Hooks"] is not null) throw Kernel.CommonException.NotSupported("The template section Hooks");
        // A transform makes plain members of these.
        JsonObject Section(JsonObject of, string name) => transformed ? Template.Section(of, name) : Plain(Template.Section(of, name));
        var resources = Section(tree, "Resources");
        if (Template.Section(tree, "Resources").Count == 0) throw CloudFormationFaults.Invalid("Template format error: At least one Resources member must be defined.");
        // AWS: 500 resources, 200 parameters, 200 outputs, 200 mappings.
        foreach (var (id, node) in resources)
        {
            if (node is not JsonObject) throw CloudFormationFaults.Invalid($"Template format error: [/Resources/{id}] resource definition is malformed");
        }
        Bound(resources, 500, "resources");
        var outputs = Section(tree, "Outputs");
        Bound(outputs, 200, "outputs");
        return new Template
        {
            Tree = tree,
            Description = (string?)tree["Description"],
            Parameters = ParametersOf(tree),
            Rules = Section(tree, "Rules"),
            Mappings = Mapped(Section(tree, "Mappings")),
            Conditions = Section(tree, "Conditions"),
            Resources = resources.ToDictionary(r => r.Key, r => ResourceDefinition.Read(r.Key, r.Value, transformed)),
            Outputs = outputs.ToDictionary(o => o.Key, o => OutputDefinition.Read(o.Key, o.Value)),
            Transforms = TransformsOf(tree),
        };
    }

    /// <summary>The parameters of a template whose other sections need not be whole yet.</summary>
    public static Dictionary<string, TemplateParameterRule> ParametersOf(JsonObject tree)
    {
        var parameters = Plain(Section(tree, "Parameters"));
        Bound(parameters, 200, "parameters");
        return parameters.ToDictionary(p => p.Key, p => TemplateParameterRule.Read(p.Key, p.Value));
    }

    private static JsonObject Plain(JsonObject section) =>
        section.Any(static m => m.Key.StartsWith("Fn::", StringComparison.Ordinal)) ? new JsonObject(section.Where(static m => !m.Key.StartsWith("Fn::", StringComparison.Ordinal)).Select(static m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))) : section;

    private static JsonObject Mapped(JsonObject mappings)
    {
        if (mappings.Count > 200) throw CloudFormationFaults.Invalid($"Template format error: Number of mappings, {mappings.Count}, is greater than maximum allowed, 200");
        return mappings;
    }

    public static IReadOnlyList<string> TransformsOf(JsonObject tree) => tree["Transform"] switch
    {
        JsonValue one => [PropertyRules.TextOf(one)],
        JsonArray several => [.. several.Select(t => t is JsonObject named ? (string?)named["Name"] ?? "" : t?.ToString() ?? "")],
        JsonObject named => [(string?)named["Name"] ?? ""],
        _ => [],
    };

    private static JsonObject Section(JsonObject tree, string name) => tree[name] switch
    {
        null => [],
        JsonObject section => section,
        _ => throw CloudFormationFaults.Invalid($"Template format error: {name} must be an object."),
    };

    private static void Bound(JsonObject section, int most, string name)
    {
        if (section.Count > most) throw CloudFormationFaults.Invalid($"Template format error: Number of {name}, {section.Count}, is greater than maximum allowed, {most}");
        foreach (var (key, _) in section)
        {
            if (key.Length is 0 or > 255 || key.AsSpan().ContainsAnyExcept(LogicalIdCharacters))
                throw CloudFormationFaults.Invalid($"Template format error: {char.ToUpperInvariant(name[0])}{name[1..^1]} name {key} is non alphanumeric.");
        }
    }

    private static readonly System.Buffers.SearchValues<char> LogicalIdCharacters = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
}

/// <summary>One resource of a template.</summary>
internal sealed record ResourceDefinition
{
    private static readonly HashSet<string> Known =
        ["Type", "Properties", "DependsOn", "Condition", "Metadata", "DeletionPolicy", "UpdateReplacePolicy", "CreationPolicy", "UpdatePolicy", "Description", "Version"];

    public required string LogicalId { get; init; }
    public required string Type { get; init; }
    public required JsonObject Properties { get; init; }
    public required IReadOnlyList<string> DependsOn { get; init; }
    public string? Condition { get; init; }
    public JsonNode? CreationPolicy { get; init; }
    public JsonNode? Metadata { get; init; }
    public JsonNode? DeletionPolicy { get; init; }
    public JsonNode? UpdateReplacePolicy { get; init; }

    public static ResourceDefinition Read(string id, JsonNode? node, bool transformed)
    {
        if (node is not JsonObject resource) throw CloudFormationFaults.Invalid($"Template format error: [/Resources/{id}] resource definition is malformed");
        foreach (var (key, _) in resource)
        {
            if (transformed && !Known.Contains(key)) throw CloudFormationFaults.Invalid($"Invalid template resource property '{key}'");
        }
        if (resource["Type"] is not JsonValue type) throw CloudFormationFaults.Invalid($"Template format error: [/Resources/{id}] Every Resources object must contain a Type member.");
        if (resource["Properties"] is not (null or JsonObject)) throw CloudFormationFaults.Invalid("Template format error: Any Properties member must be an object.");
        // Of the types that take one, only the wait condition is here.
        if (transformed && resource["CreationPolicy"] is not null && PropertyRules.TextOf(type) != "AWS::CloudFormation::WaitCondition") throw Kernel.CommonException.NotSupported($"The attribute CreationPolicy of a resource of type {type}");
        if (transformed && resource["UpdatePolicy"] is not null) throw Kernel.CommonException.NotSupported($"The attribute UpdatePolicy of a resource of type {type}");
        return new ResourceDefinition
        {
            LogicalId = id,
            Type = PropertyRules.TextOf(type),
            Properties = resource["Properties"] as JsonObject ?? [],
            DependsOn = resource["DependsOn"] switch
            {
                null => [],
                JsonValue one => [PropertyRules.TextOf(one)],
                JsonArray several when several.All(d => d is JsonValue) => [.. several.Select(d => PropertyRules.TextOf((JsonValue)d!))],
                _ => throw CloudFormationFaults.Invalid("Template format error: DependsOn must be a string or list of strings."),
            },
            Condition = resource["Condition"] is JsonValue condition ? PropertyRules.TextOf(condition) : null,
            CreationPolicy = resource["CreationPolicy"],
            Metadata = resource["Metadata"],
            DeletionPolicy = resource["DeletionPolicy"],
            UpdateReplacePolicy = resource["UpdateReplacePolicy"],
        };
    }
}

/// <summary>One output of a template.</summary>
internal sealed record OutputDefinition(string Name, JsonNode Value, string? Description, string? Condition, JsonNode? ExportName)
{
    public static OutputDefinition Read(string name, JsonNode? node)
    {
        if (node is not JsonObject output) throw CloudFormationFaults.Invalid($"Template format error: Output {name} is malformed");
        if (output["Value"] is not { } value) throw CloudFormationFaults.Invalid("Template format error: Every Outputs member must contain a Value object");
        return new OutputDefinition(
            name, value, output["Description"]?.ToString(), output["Condition"] is JsonValue condition ? PropertyRules.TextOf(condition) : null, (output["Export"] as JsonObject)?["Name"]);
    }
}
