using System.Collections.Frozen;

namespace Undercast.Cloud;

/// <summary>The properties of a resource type, with what may be written, read and changed.</summary>
/// <remarks>
/// Read from a text that stands beside the type's code:
/// <code>
/// AWS::SQS::Queue
/// id QueueUrl
/// create-only FifoQueue QueueName
/// read-only Arn QueueUrl
/// tags Tags
/// Properties
///   DelaySeconds integer
///   Tags [Tag]
/// Tag
///   Key! string
///   Value! string
/// </code>
/// Kinds: string, integer, number, boolean, json (anything), <c>[kind]</c>, <c>{kind}</c> (a map), or a type of the text. An exclamation mark: required. The name <c>*</c> stands for every property that is not named. Values that are allowed follow as <c>A|B</c>.
/// </remarks>
public sealed class ResourceSchema
{
    private ResourceSchema(string name, FrozenDictionary<string, PropertyGroup> groups, Dictionary<string, string[]> lists)
    {
        string[] List(string of) => lists.GetValueOrDefault(of) ?? [];
        TypeName = name;
        Groups = groups;
        Identifier = List("id");
        CreateOnly = List("create-only").ToFrozenSet(StringComparer.Ordinal);
        ReadOnly = List("read-only").ToFrozenSet(StringComparer.Ordinal);
        WriteOnly = List("write-only").ToFrozenSet(StringComparer.Ordinal);
        TagProperty = List("tags").FirstOrDefault();
    }

    /// <summary>Such as <c>AWS::SQS::Queue</c>.</summary>
    public string TypeName { get; }

    /// <summary>The properties whose values identify a resource of this type, in order.</summary>
    public IReadOnlyList<string> Identifier { get; }

    /// <summary>Properties (dotted when nested) whose change needs a new resource.</summary>
    public FrozenSet<string> CreateOnly { get; }

    /// <summary>Properties that only the service sets: what <c>Fn::GetAtt</c> can ask for.</summary>
    public FrozenSet<string> ReadOnly { get; }

    /// <summary>Properties that the service does not give back.</summary>
    public FrozenSet<string> WriteOnly { get; }

    /// <summary>The property that takes tags, or null.</summary>
    public string? TagProperty { get; }

    /// <summary>The top level's properties.</summary>
    public PropertyGroup Properties => Groups["Properties"];

    /// <summary>Every group, by name.</summary>
    public FrozenDictionary<string, PropertyGroup> Groups { get; }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static ResourceSchema Parse(string text)
    {
        var lists = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var groups = new Dictionary<string, PropertyGroup>(StringComparer.Ordinal);
        var name = "";
        Dictionary<string, Property>? group = null;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 0) continue;
            if (line[0] == ' ')
            {
                if (group is null || words.Length < 2) throw new FormatException($"A property stands outside a type, or has no kind: {line}");
                var required = words[0].EndsWith('!');
                var property = required ? words[0][..^1] : words[0];
                group.Add(property, new Property(property, required, PropertyKind.Parse(words[1]), words.Length > 2 ? [.. words[2].Split('|')] : null));
            }
            else if (name.Length == 0) name = words[0];
            else if (words.Length > 1) lists.Add(words[0], words[1..]);
            else groups.Add(words[0], new PropertyGroup(words[0], group = new Dictionary<string, Property>(StringComparer.Ordinal)));
        }
        if (!groups.ContainsKey("Properties")) throw new FormatException($"{name} has no Properties.");
        return new ResourceSchema(name, groups.ToFrozenDictionary(StringComparer.Ordinal), lists);
    }
}

/// <summary>Properties that stand together.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Properties">By name.</param>
public sealed record PropertyGroup(string Name, IReadOnlyDictionary<string, Property> Properties);

/// <summary>One property.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Allowed">The only values allowed, or null for any.</param>
public sealed record Property(string Name, bool Required, PropertyKind Kind, IReadOnlyList<string>? Allowed);

/// <summary>What a property holds.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Name">For <see cref="PropertyShape.Group"/>, the group.</param>
/// <param name="Element">For lists and maps, what they hold.</param>
public sealed record PropertyKind(PropertyShape Shape, string? Name = null, PropertyKind? Element = null)
{
    internal static PropertyKind Parse(string text) => text switch
    {
        ['[', .. var inner, ']'] => new PropertyKind(PropertyShape.List, Element: Parse(inner)),
        ['{', .. var inner, '}'] => new PropertyKind(PropertyShape.Map, Element: Parse(inner)),
        "string" => new PropertyKind(PropertyShape.String),
        "integer" => new PropertyKind(PropertyShape.Integer),
        "number" => new PropertyKind(PropertyShape.Number),
        "boolean" => new PropertyKind(PropertyShape.Boolean),
        "json" => new PropertyKind(PropertyShape.Json),
        _ => new PropertyKind(PropertyShape.Group, text),
    };
}

/// <summary>The shapes of properties.</summary>
public enum PropertyShape
{
    /// <summary>Text.</summary>
    String,
    /// <summary>A whole number.</summary>
    Integer,
    /// <summary>A number.</summary>
    Number,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>Anything.</summary>
    Json,
    /// <summary>A list.</summary>
    List,
    /// <summary>A map from names to values.</summary>
    Map,
    /// <summary>An object with named properties.</summary>
    Group,
}
