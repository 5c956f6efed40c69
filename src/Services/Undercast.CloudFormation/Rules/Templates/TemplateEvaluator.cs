using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>What a template is resolved against.</summary>
internal sealed record TemplateScope
{
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required string StackName { get; init; }
    public required string StackId { get; init; }
    public IReadOnlyList<string> NotificationArns { get; init; } = [];
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }
    /// <summary>The resources that exist, by logical id: physical id and attributes.</summary>
    public required Func<string, (string Id, JsonObject Attributes)?> Resource { get; init; }
    /// <summary>Exported values by name.</summary>
    public required Func<string, string?> Export { get; init; }
    /// <summary>Takes the place of what is not known yet; null makes that an error.</summary>
    public string? Unknown { get; init; }
}

/// <summary>Resolves the functions of a template.</summary>
internal sealed class TemplateEvaluator(Template template, TemplateScope scope)
{
    private static readonly JsonValue NoValue = JsonValue.Create("AWS::NoValue");
    private readonly Dictionary<string, bool?> _conditions = new(StringComparer.Ordinal);

    /// <summary>Names of exports that were asked for.</summary>
    public HashSet<string> Imports { get; } = new(StringComparer.Ordinal);

    /// <summary>The node with every function replaced by its value; null when it is <c>AWS::NoValue</c>.</summary>
    /// <exception cref="CommonException">In AWS's words.</exception>
    public JsonNode? Resolve(JsonNode? node)
    {
        var value = Evaluate(node);
        return ReferenceEquals(value, NoValue) ? null : value;
    }

    /// <summary>Whether a condition of the template holds.</summary>
    public bool Holds(string condition)
    {
        if (_conditions.TryGetValue(condition, out var known)) return known ?? throw CloudFormationFaults.Invalid($"Template format error: Circular dependency in condition {condition}");
        if (template.Conditions[condition] is not { } node) throw CloudFormationFaults.Invalid($"Template format error: Unresolved condition dependency {condition}");
        _conditions[condition] = null;
        var holds = Truth(node);
        _conditions[condition] = holds;
        return holds;
    }

    private JsonNode? Evaluate(JsonNode? node)
    {
        if (Intrinsics.TryRead(node, out var name, out var argument)) return Call(name, argument);
        switch (node)
        {
            case JsonObject map:
                var members = new JsonObject();
                foreach (var (key, member) in map)
                {
                    var value = Evaluate(member);
                    if (!ReferenceEquals(value, NoValue)) members[key] = Own(value);
                }
                return members;
            case JsonArray list:
                var items = new JsonArray();
                foreach (var item in list)
                {
                    var value = Evaluate(item);
                    if (!ReferenceEquals(value, NoValue)) items.Add(Own(value));
                }
                return items;
            default:
                return node;
        }
    }

    // A node has one parent; what stays in the template is copied into the result.
    private static JsonNode? Own(JsonNode? node) => node?.Parent is null ? node : node.DeepClone();

    private JsonNode? Call(string name, JsonNode? argument) => name switch
    {
        "Ref" => Ref(Text(argument, name)),
        "Fn::GetAtt" => GetAtt(argument),
        "Fn::Sub" => Sub(argument),
        "Fn::Join" => Join(argument),
        "Fn::Select" => Select(argument),
        "Fn::Split" => Split(argument),
        "Fn::If" => argument is JsonArray { Count: 3 } choice
            ? Evaluate(choice[Holds(Text(choice[0], name)) ? 1 : 2])
            : throw CloudFormationFaults.Invalid("Template error: Fn::If requires a list argument with three values"),
        "Fn::FindInMap" => FindInMap(argument),
        "Fn::ImportValue" => ImportValue(Text(Evaluate(argument), name)),
        "Fn::Base64" => JsonValue.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(Evaluate(argument), name)))),
        "Fn::Cidr" => Cidr(argument),
        "Fn::GetAZs" => Zones(argument),
        "Fn::Length" => Evaluate(argument) is JsonArray list ? JsonValue.Create(list.Count) : throw CloudFormationFaults.Invalid("Template error: Fn::Length requires a list"),
        "Fn::ToJsonString" => JsonValue.Create(Evaluate(argument)?.ToJsonString() ?? "null"),
        "Fn::And" or "Fn::Or" or "Fn::Not" or "Fn::Equals" or "Condition" => JsonValue.Create(Truth(new JsonObject { [name] = argument?.DeepClone() })),
        "Fn::Transform" => throw CommonException.NotSupported("The function Fn::Transform"),
        _ => throw CloudFormationFaults.Invalid($"Template format error: Unknown function {name}"),
    };

    /// <summary>Whether a node of a rule or condition is true.</summary>
    public bool IsTrue(JsonNode? node) => Truth(node);

    private bool Truth(JsonNode? node)
    {
        if (!Intrinsics.TryRead(node, out var name, out var argument))
        {
            return node is JsonValue value && PropertyRules.TextOf(value) is "true" or "True" ? true
                : node is JsonValue other && PropertyRules.TextOf(other) is "false" or "False" ? false
                : throw CloudFormationFaults.Invalid("Template format error: Every Conditions member must be a boolean function.");
        }
        var list = argument as JsonArray;
        switch (name)
        {
            case "Condition":
                var condition = Text(argument, name);
                return template.Conditions.ContainsKey(condition) ? Holds(condition) : throw CloudFormationFaults.Invalid($"Template format error: Unresolved condition dependency {condition}");
            case "Fn::Not" when list is { Count: 1 }:
                return !Truth(list[0]);
            // AWS: two to ten conditions.
            case "Fn::And" when list is { Count: >= 2 and <= 10 }:
                return list.All(Truth);
            case "Fn::Or" when list is { Count: >= 2 and <= 10 }:
                return list.Any(Truth);
            case "Fn::Equals" when list is { Count: 2 }:
                return Comparable(Evaluate(list[0])) == Comparable(Evaluate(list[1]));
            case "Fn::And" or "Fn::Or":
                throw CloudFormationFaults.Invalid($"Template error: every {name} object requires a list of at least 2 and at most 10 boolean parameters.");
            case "Fn::Not":
                throw CloudFormationFaults.Invalid("Template error: Fn::Not requires a list argument with one element");
            case "Fn::Equals":
                throw CloudFormationFaults.Invalid("Template error: Fn::Equals requires a list argument with two elements");
            default:
                var value = Evaluate(node);
                return Truth(value);
        }
    }

    private static string Comparable(JsonNode? node) => node is JsonValue value ? PropertyRules.TextOf(value) : node?.ToJsonString() ?? "";

    private JsonNode? Ref(string name)
    {
        switch (name)
        {
            case "AWS::NoValue": return NoValue;
            case "AWS::AccountId": return JsonValue.Create(scope.Account);
            case "AWS::Region": return JsonValue.Create(scope.Region);
            case "AWS::Partition": return JsonValue.Create(Arn.PartitionOf(scope.Region));
            case "AWS::URLSuffix": return JsonValue.Create(Arn.PartitionOf(scope.Region) == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com");
            case "AWS::StackName": return JsonValue.Create(scope.StackName);
            case "AWS::StackId": return JsonValue.Create(scope.StackId);
            case "AWS::NotificationARNs": return new JsonArray([.. scope.NotificationArns.Select(a => (JsonNode)a)]);
        }
        if (template.Parameters.TryGetValue(name, out var parameter))
        {
            var value = scope.Parameters[name];
            return parameter.IsList ? new JsonArray([.. value.Split(',').Select(v => (JsonNode)v.Trim())]) : JsonValue.Create(value);
        }
        if (scope.Resource(name) is { } resource) return JsonValue.Create(resource.Id);
        return scope.Unknown is { } unknown && template.Resources.ContainsKey(name) ? JsonValue.Create(unknown) : throw Unresolved(name);
    }

    private static CommonException Unresolved(string name) => CloudFormationFaults.Invalid($"Template format error: Unresolved resource dependencies [{name}] in the Resources block of the template");

    private JsonNode? GetAtt(JsonNode? argument)
    {
        string resource, attribute;
        if (argument is JsonArray { Count: 2 } path) (resource, attribute) = (Text(path[0], "Fn::GetAtt"), Text(Evaluate(path[1]), "Fn::GetAtt"));
        else if (argument is JsonValue text && PropertyRules.TextOf(text) is { } dotted && dotted.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot) (resource, attribute) = (dotted[..dot], dotted[(dot + 1)..]);
        else throw CloudFormationFaults.Invalid("Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute");
        return Attribute(resource, attribute);
    }

    private JsonNode? Attribute(string resource, string attribute)
    {
        if (!template.Resources.TryGetValue(resource, out var definition)) throw CloudFormationFaults.Invalid($"Template error: instance of Fn::GetAtt references undefined resource {resource}");
        if (scope.Resource(resource) is not { } existing) return scope.Unknown is { } unknown ? JsonValue.Create(unknown) : throw Unresolved(resource);
        if (existing.Attributes[attribute] is { } value) return value.DeepClone();
        // A nested attribute may be kept as a tree.
        JsonNode? node = existing.Attributes;
        foreach (var part in attribute.Split('.')) node = (node as JsonObject)?[part];
        return node?.DeepClone()
            ?? (scope.Unknown is { } later ? JsonValue.Create(later) : throw CloudFormationFaults.Invalid($"Template error: resource {resource} does not support attribute type {attribute} in Fn::GetAtt ({definition.Type})"));
    }

    private JsonValue Sub(JsonNode? argument)
    {
        var (text, variables) = argument switch
        {
            JsonValue one => (PropertyRules.TextOf(one), null),
            JsonArray { Count: 2 } two when two[0] is JsonValue first && two[1] is JsonObject map => (PropertyRules.TextOf(first), map),
            _ => throw CloudFormationFaults.Invalid("Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string"),
        };
        var result = new StringBuilder();
        var from = 0;
        foreach (var (start, end, name) in Intrinsics.SubNames(text))
        {
            result.Append(text, from, start - from);
            from = end;
            if (name.StartsWith('!')) result.Append("${").Append(name.AsSpan(1)).Append('}');
            else if (variables?[name] is { } own) result.Append(Text(Evaluate(own), "Fn::Sub"));
            else result.Append(Text(name.Contains('.', StringComparison.Ordinal) ? GetAtt(JsonValue.Create(name)) : Ref(name), "Fn::Sub"));
        }
        return JsonValue.Create(result.Append(text, from, text.Length - from).ToString());
    }

    private JsonValue Join(JsonNode? argument)
    {
        if (argument is not JsonArray { Count: 2 } parts || parts[0] is not JsonValue delimiter)
            throw CloudFormationFaults.Invalid("Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.");
        return Evaluate(parts[1]) switch
        {
            JsonArray list => JsonValue.Create(string.Join(PropertyRules.TextOf(delimiter), list.Select(i => Text(i, "Fn::Join")))),
            JsonValue unknown when PropertyRules.TextOf(unknown) == scope.Unknown => unknown,
            _ => throw CloudFormationFaults.Invalid("Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined."),
        };
    }

    private JsonNode? Select(JsonNode? argument)
    {
        if (argument is not JsonArray { Count: 2 } parts || !int.TryParse(Text(Evaluate(parts[0]), "Fn::Select"), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            throw CloudFormationFaults.Invalid("Template error: Fn::Select requires a list argument with two elements: an integer index and a list");
        var list = Evaluate(parts[1]);
        if (list is JsonValue unknown && PropertyRules.TextOf(unknown) == scope.Unknown) return unknown;
        if (list is not JsonArray items) throw CloudFormationFaults.Invalid("Template error: Fn::Select requires a list argument with two elements: an integer index and a list");
        if (index >= items.Count) throw CloudFormationFaults.Invalid($"Template error: Fn::Select cannot select nonexistent value at index {index}");
        return Own(items[index]);
    }

    private JsonNode Split(JsonNode? argument)
    {
        if (argument is not JsonArray { Count: 2 } parts || parts[0] is not JsonValue delimiter)
            throw CloudFormationFaults.Invalid("Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.");
        var text = Text(Evaluate(parts[1]), "Fn::Split");
        return text == scope.Unknown ? JsonValue.Create(text) : new JsonArray([.. text.Split(PropertyRules.TextOf(delimiter)).Select(p => (JsonNode)p)]);
    }

    private JsonNode? FindInMap(JsonNode? argument)
    {
        if (argument is not JsonArray { Count: 3 or 4 } parts) throw CloudFormationFaults.Invalid("Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value");
        var (map, key, attribute) = (Text(Evaluate(parts[0]), "Fn::FindInMap"), Text(Evaluate(parts[1]), "Fn::FindInMap"), Text(Evaluate(parts[2]), "Fn::FindInMap"));
        if (((template.Mappings[map] as JsonObject)?[key] as JsonObject)?[attribute] is { } found) return Own(found);
        if (parts.Count == 4 && parts[3] is JsonObject otherwise && otherwise["DefaultValue"] is { } value) return Evaluate(value);
        throw CloudFormationFaults.Invalid($"Template error: Unable to get mapping for {map}::{key}::{attribute}");
    }

    private JsonValue ImportValue(string name)
    {
        Imports.Add(name);
        return JsonValue.Create(scope.Export(name) ?? throw CloudFormationFaults.Invalid($"No export named {name} found."));
    }

    private JsonArray Zones(JsonNode? argument)
    {
        var region = Text(Evaluate(argument), "Fn::GetAZs");
        if (region.Length == 0) region = scope.Region;
        return new JsonArray([.. ParameterTypes.Zones(region).Select(zone => (JsonNode)zone)]);
    }

    private JsonArray Cidr(JsonNode? argument)
    {
        if (argument is not JsonArray { Count: 2 or 3 } parts
            || !IPNetwork.TryParse(Text(Evaluate(parts[0]), "Fn::Cidr"), out var network)
            || network.BaseAddress.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork
            || !int.TryParse(Text(Evaluate(parts[1]), "Fn::Cidr"), CultureInfo.InvariantCulture, out var count) || count is < 1 or > 256)
        {
            throw CloudFormationFaults.Invalid("Template error: every Fn::Cidr object requires two or three parameters, (1) an ipBlock, (2) a count from 1 to 256 and (3) the cidrBits");
        }
        // AWS: cidrBits are the subnet bits, the inverse of the mask.
        var bits = parts.Count == 3 && int.TryParse(Text(Evaluate(parts[2]), "Fn::Cidr"), CultureInfo.InvariantCulture, out var given) ? given : 8;
        var first = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        var size = 1UL << bits;
        if (bits is < 1 or > 32 || (ulong)count * size > 1UL << (32 - network.PrefixLength)) throw CloudFormationFaults.Invalid("Template error: Fn::Cidr asks for more subnets than the ipBlock holds");
        return new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)$"{new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)(uint)(first + ((ulong)i * size)))))}/{32 - bits}")]);
    }

    private string Text(JsonNode? node, string function) => node switch
    {
        JsonValue value when !ReferenceEquals(value, NoValue) => PropertyRules.TextOf(value),
        JsonObject when Intrinsics.TryRead(node, out _, out _) => Text(Evaluate(node), function),
        _ => throw CloudFormationFaults.Invalid($"Template error: {function} requires a string argument"),
    };
}
