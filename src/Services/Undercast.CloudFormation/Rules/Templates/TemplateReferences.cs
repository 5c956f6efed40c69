using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>What a piece of a template refers to, and whether all of it exists.</summary>
internal static class TemplateReferences
{
    /// <summary>Names that <c>Ref</c>, <c>Fn::GetAtt</c> and <c>Fn::Sub</c> mention, pseudo parameters among them.</summary>
    public static void Collect(JsonNode? node, ISet<string> into, Func<string, bool>? condition = null)
    {
        if (Intrinsics.TryRead(node, out var name, out var argument))
        {
            switch (name)
            {
                case "Ref" when argument is JsonValue text:
                    into.Add(PropertyRules.TextOf(text));
                    return;
                case "Fn::GetAtt":
                    if (argument is JsonArray { Count: > 0 } path && path[0] is JsonValue resource) into.Add(PropertyRules.TextOf(resource));
                    else if (argument is JsonValue dotted) into.Add(PropertyRules.TextOf(dotted).Split('.')[0]);
                    if (argument is JsonArray { Count: > 1 } more) Collect(more[1], into, condition);
                    return;
                case "Fn::Sub":
                    var variables = (argument as JsonArray)?.ElementAtOrDefault(1) as JsonObject;
                    if (((argument as JsonArray)?.ElementAtOrDefault(0) ?? argument) is JsonValue template)
                    {
                        foreach (var (_, _, reference) in Intrinsics.SubNames(PropertyRules.TextOf(template)))
                        {
                            if (reference.StartsWith('!') || variables?.ContainsKey(reference) == true) continue;
                            into.Add(reference.Split('.')[0]);
                        }
                    }
                    Collect(variables, into, condition);
                    return;
                case "Fn::If" when condition is not null && argument is JsonArray { Count: 3 } choice && choice[0] is JsonValue which:
                    Collect(choice[condition(PropertyRules.TextOf(which)) ? 1 : 2], into, condition);
                    return;
                case "Condition":
                    return;
            }
        }
        switch (node)
        {
            case JsonObject map:
                foreach (var (_, member) in map) Collect(member, into, condition);
                break;
            case JsonArray list:
                foreach (var item in list) Collect(item, into, condition);
                break;
        }
    }

    /// <summary>Checks that every reference of a template leads somewhere and that no resource waits for itself.</summary>
    /// <exception cref="Kernel.CommonException">In AWS's words.</exception>
    public static void Check(Template template, bool extended = false)
    {
        CheckFunctions(template.Tree["Resources"], extended);
        CheckFunctions(template.Tree["Outputs"], extended);
        CheckFunctions(template.Tree["Conditions"], extended);
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        bool Exists(string name) => template.Resources.ContainsKey(name) || template.Parameters.ContainsKey(name) || name.StartsWith("AWS::", StringComparison.Ordinal);
        foreach (var resource in template.Resources.Values)
        {
            var names = new HashSet<string>();
            Collect(resource.Properties, names);
            missing.UnionWith(names.Where(n => !Exists(n)));
            foreach (var name in resource.DependsOn)
            {
                if (!template.Resources.ContainsKey(name)) missing.Add(name);
            }
            if (resource.Condition is { } condition && !template.Conditions.ContainsKey(condition))
                throw CloudFormationFaults.Invalid($"Template format error: Unresolved condition dependency {condition} in the Resources block of the template");
        }
        if (missing.Count > 0) throw CloudFormationFaults.Invalid($"Template format error: Unresolved resource dependencies [{string.Join(", ", missing)}] in the Resources block of the template");

        foreach (var output in template.Outputs.Values)
        {
            var names = new HashSet<string>();
            Collect(output.Value, names);
            Collect(output.ExportName, names);
            missing.UnionWith(names.Where(n => !Exists(n)));
            if (output.Condition is { } condition && !template.Conditions.ContainsKey(condition))
                throw CloudFormationFaults.Invalid($"Template format error: Unresolved condition dependency {condition} in the Outputs block of the template");
        }
        if (missing.Count > 0) throw CloudFormationFaults.Invalid($"Template format error: Unresolved resource dependencies [{string.Join(", ", missing)}] in the Outputs block of the template");

        foreach (var (_, condition) in template.Conditions)
        {
            var names = new HashSet<string>();
            Collect(condition, names);
            missing.UnionWith(names.Where(n => !template.Parameters.ContainsKey(n) && !n.StartsWith("AWS::", StringComparison.Ordinal)));
        }
        if (missing.Count > 0) throw CloudFormationFaults.Invalid($"Template format error: Unresolved dependencies [{string.Join(", ", missing)}]. Cannot reference resources in the Conditions block of the template");
        CheckCycles(template);
    }

    // AWS: the list as it tells it, in its order.
    private const string Supported =
        "[Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split, Fn::FindInMap, Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains, Fn::EachMemberEquals, Fn::EachMemberIn, Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr]";

    private static void CheckFunctions(JsonNode? node, bool extended)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list) CheckFunctions(item, extended);
                break;
            case JsonObject map:
                foreach (var (key, value) in map)
                {
                    if (map.Count == 1 && key.StartsWith("Fn::", StringComparison.OrdinalIgnoreCase) && (!Intrinsics.IsName(key) || (LanguageExtensions.Owns(key) && !extended)))
                        throw CloudFormationFaults.Invalid($"Template Error: Encountered unsupported function: {key} Supported functions are: {Supported}");
                    if (key == "Fn::Sub" && ((value as JsonArray)?.ElementAtOrDefault(0) ?? value) is JsonValue text && Intrinsics.SubNames(PropertyRules.TextOf(text)).Any(static n => !IsSubName(n.Name)))
                        throw CloudFormationFaults.Invalid("Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons");
                    CheckFunctions(value, extended);
                }
                break;
        }
    }

    private static bool IsSubName(string name) => name.StartsWith('!') || (name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':'));

    /// <summary>What each resource waits for, by name; only resources of the template.</summary>
    public static Dictionary<string, HashSet<string>> Dependencies(Template template, Func<string, bool>? condition = null)
    {
        var graph = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var resource in template.Resources.Values)
        {
            var names = new HashSet<string>(resource.DependsOn);
            Collect(resource.Properties, names, condition);
            names.IntersectWith(template.Resources.Keys);
            graph[resource.LogicalId] = names;
        }
        return graph;
    }

    private static void CheckCycles(Template template)
    {
        var graph = Dependencies(template);
        // Takes away whatever waits for nothing; what is left goes in circles.
        while (graph.Count > 0)
        {
            var free = graph.Where(r => r.Value.Count == 0).Select(r => r.Key).ToArray();
            if (free.Length == 0) throw CloudFormationFaults.Invalid($"Circular dependency between resources: [{string.Join(", ", graph.Keys)}]");
            foreach (var id in free) graph.Remove(id);
            foreach (var waits in graph.Values) waits.ExceptWith(free);
        }
    }
}
