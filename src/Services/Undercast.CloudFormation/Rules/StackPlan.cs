using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>What an update would do, worked out without doing it.</summary>
internal static class StackPlan
{
    /// <summary>AWS's stand-in for a value that only the deployment can tell.</summary>
    public const string Unknown = "{{changeSet:KNOWN_AFTER_APPLY}}";

    /// <summary>Whether two sources would make different stacks.</summary>
    public static bool Differs(StackSource before, StackSource after)
    {
        if (!SameMap(before.Values, after.Values) || !SameMap(before.Tags, after.Tags)) return true;
        var (old, desired) = (TemplateReader.Read(before.Processed), TemplateReader.Read(after.Processed));
        foreach (var section in (string[])["Resources", "Outputs", "Conditions", "Mappings"])
        {
            if (!JsonNode.DeepEquals(old[section], desired[section])) return true;
        }
        return false;
    }

    private static bool SameMap(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var other) && other == p.Value);

    /// <summary>The changes, in the order of the template and then of what goes.</summary>
    public static async ValueTask<IReadOnlyList<PlannedChange>> OfAsync(
        PreparedSource prepared, StackSource? before, IReadOnlyList<ResourceRecord> rows, ResourceTypes types, Func<JsonObject, ValueTask<JsonObject>> references, Func<Func<string, (string Id, JsonObject Attributes)?>, TemplateScope> scope)
    {
        var existing = rows.Where(r => r.Made is not null && r.Status is not (StackStatus.DeleteComplete or StackStatus.DeleteSkipped)).ToDictionary(r => r.LogicalId);
        // What gets a new physical resource has values that nobody knows yet; found in the order of need.
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        var evaluator = new TemplateEvaluator(prepared.Template, scope(id => existing.TryGetValue(id, out var row) && !replaced.Contains(id) ? (row.Made!.PhysicalId, row.Made.Attributes) : null));
        var wanted = prepared.Template.Resources.Values.Where(r => r.Condition is null || evaluator.Holds(r.Condition)).ToDictionary(r => r.LogicalId);
        var graph = TemplateReferences.Dependencies(prepared.Template, evaluator.Holds);
        var changes = new Dictionary<string, PlannedChange>(StringComparer.Ordinal);
        var earlier = before is null ? null : Template.Check(TemplateReader.Read(before.Processed));
        JsonObject Shown(string id, JsonObject values) => Masked(values, id, prepared.Template, earlier);
        var tagsChanged = before is not null && !SameMap(before.Tags, prepared.Source.Tags);
        foreach (var id in InOrder(wanted.Keys, graph))
        {
            var definition = wanted[id];
            if (!existing.TryGetValue(id, out var row))
            {
                changes[id] = new PlannedChange("Add", id, definition.Type, null, null, [], []) { After = Shown(id, evaluator.Resolve(definition.Properties) as JsonObject ?? []) };
                continue;
            }
            var type = types.Find(definition.Type)!;
            var properties = PropertyRules.Check(type.Schema, await references(evaluator.Resolve(definition.Properties) as JsonObject ?? []), out _);
            var differing = properties.Select(p => p.Key).Union(row.Made!.Properties.Select(p => p.Key)).Where(p => !JsonNode.DeepEquals(properties[p], row.Made.Properties[p])).Order(StringComparer.Ordinal).ToArray();
            if (differing.Length == 0 && !tagsChanged && row.Type == definition.Type) continue;
            var replaces = row.Type != definition.Type || type.NeedsReplacement(row.Made.Properties, properties);
            if (replaces) replaced.Add(id);
            changes[id] = new PlannedChange("Modify", id, definition.Type, row.Made.PhysicalId, replaces ? "True" : "False", differing, differing.Length > 0 ? ["Properties"] : ["Tags"])
            {
                Before = Shown(id, row.Made.Properties),
                After = Shown(id, properties),
            };
        }
        return [.. wanted.Keys.Where(changes.ContainsKey).Select(id => changes[id]),
            .. existing.Values.Where(r => !wanted.ContainsKey(r.LogicalId)).Select(r => new PlannedChange("Remove", r.LogicalId, r.Type, r.Made!.PhysicalId, null, [], []) { Before = Shown(r.LogicalId, r.Made.Properties) })];
    }

    // AWS: what comes from a parameter with NoEcho is shown as asterisks.
    private static JsonObject Masked(JsonObject values, string id, params ReadOnlySpan<Template?> templates)
    {
        var shown = values.DeepClone().AsObject();
        foreach (var template in templates)
        {
            if (template?.Resources.GetValueOrDefault(id) is not { } definition) continue;
            foreach (var (property, value) in definition.Properties)
            {
                var names = new HashSet<string>();
                TemplateReferences.Collect(value, names);
                if (shown.ContainsKey(property) && names.Any(n => template.Parameters.GetValueOrDefault(n)?.NoEcho == true)) shown[property] = "****";
            }
        }
        return shown;
    }

    private static IEnumerable<string> InOrder(IEnumerable<string> ids, Dictionary<string, HashSet<string>> graph)
    {
        var left = ids.ToList();
        var all = left.ToHashSet();
        while (left.Count > 0)
        {
            var free = left.Where(id => !graph[id].Any(d => all.Contains(d) && left.Contains(d))).ToArray();
            foreach (var id in free)
            {
                left.Remove(id);
                yield return id;
            }
            if (free.Length == 0) throw CloudFormationFaults.Invalid($"Circular dependency between resources: [{string.Join(", ", left)}]");
        }
    }
}
