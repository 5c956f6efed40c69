using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>What a plan needs to know of its stack.</summary>
/// <param name="Prepared">What is wanted.</param>
/// <param name="Before">What the stack is made from now, or null.</param>
/// <param name="Rows">Its resources.</param>
/// <param name="References">Resolves dynamic references.</param>
/// <param name="Scope">Makes the evaluator's scope from a way to look at resources.</param>
/// <param name="Imported">Resources that are taken in rather than made.</param>
internal sealed record PlanInput(
    PreparedSource Prepared, StackSource? Before, IReadOnlyList<ResourceRecord> Rows, Func<JsonObject, ValueTask<JsonObject>> References, Func<Func<string, (string Id, JsonObject Attributes)?>, TemplateScope> Scope,
    IReadOnlyDictionary<string, string> Imported)
{
    /// <summary>Plans a nested stack from its logical id, properties and row; null where nested stacks have no plans of their own.</summary>
    public Func<string, JsonObject, ResourceRecord?, ValueTask<NestedOutcome>>? Nested { get; init; }
}

/// <summary>What the plan of a nested stack came to.</summary>
/// <param name="ChangeSetId">Its change set.</param>
/// <param name="Changes">Whether it changes anything.</param>
internal readonly record struct NestedOutcome(string ChangeSetId, bool Changes);

/// <summary>What an update would do, worked out without doing it.</summary>
internal static class StackPlan
{
    /// <summary>AWS's stand-in for a value that only the deployment can tell.</summary>
    public const string Unknown = "{{changeSet:KNOWN_AFTER_APPLY}}";

    /// <summary>Whether only the deployment can tell a value, or a part of it.</summary>
    public static bool IsUnknown(string value) => value.Contains(Unknown, StringComparison.Ordinal);

    /// <summary>Whether two sources would make different stacks.</summary>
    public static bool Differs(StackSource before, StackSource after)
    {
        if (!SameMap(before.Values, after.Values) || !SameMap(before.Tags, after.Tags)) return true;
        if (before.Processed == after.Processed) return false;
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
    public static async ValueTask<IReadOnlyList<PlannedChange>> OfAsync(PlanInput input, ResourceTypes types)
    {
        var (template, before) = (input.Prepared.Template, input.Before);
        var existing = input.Rows.Where(r => r.Made is not null && StackStatus.Exists(r.Status)).ToDictionary(r => r.LogicalId);
        // What gets a new physical resource has values that nobody knows yet; found in the order of need.
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        // A nested stack that changes stays, but its outputs may not.
        var moving = new HashSet<string>(StringComparer.Ordinal);
        var evaluator = new TemplateEvaluator(template, input.Scope(id => existing.TryGetValue(id, out var row) && !replaced.Contains(id) ? (row.Made!.PhysicalId, moving.Contains(id) ? [] : row.Made.Attributes) : null));
        var wanted = template.Resources.Values.Where(r => r.Condition is null || evaluator.Holds(r.Condition)).ToDictionary(r => r.LogicalId);
        var graph = TemplateReferences.Dependencies(template, evaluator.Holds);
        var changes = new Dictionary<string, PlannedChange>(StringComparer.Ordinal);
        var earlier = before is null || before.Processed.Length == 0 ? null : Template.Check(TemplateReader.Read(before.Processed));
        JsonObject Open(string id, JsonObject values) => Masked(values, id, template, earlier);
        var tagsChanged = before is not null && !SameMap(before.Tags, input.Prepared.Source.Tags);
        var parameters = before is null ? [] : input.Prepared.Source.Values.Where(p => before.Values.GetValueOrDefault(p.Key) != p.Value).Select(p => p.Key).ToHashSet();
        foreach (var id in InOrder(wanted.Keys, graph))
        {
            var definition = wanted[id];
            var type = types.Find(definition.Type)!;
            var properties = PropertyRules.Check(type.Schema, await input.References(evaluator.Resolve(definition.Properties) as JsonObject ?? []), out _);
            var row = existing.GetValueOrDefault(id);
            NestedOutcome? nested = input.Nested is { } plan && definition.Type == StackJournal.StackType ? await plan(id, properties, row) : null;
            if (row is null)
            {
                var imported = input.Imported.GetValueOrDefault(id);
                changes[id] = new PlannedChange(imported is null ? "Add" : "Import", id, definition.Type, imported, null, [], []) { After = ContextOf(Open(id, properties), definition), ChangeSetId = nested?.ChangeSetId };
                continue;
            }
            var made = row.Made!;
            var details = PropertyDetails(type, made.Properties, properties, Open(id, made.Properties), Open(id, properties), definition, parameters, [.. replaced, .. moving]);
            if (nested is { Changes: true })
            {
                moving.Add(id);
                // AWS: what changes within is no property's change.
                details.Add(new PlannedDetail("Properties", null, "Never", "Dynamic", "Automatic", null));
            }
            var scope = new List<string>();
            if (details.Count > 0) scope.Add("Properties");
            if (tagsChanged && type.Schema.TagProperty is not null && !scope.Contains("Tags")) Note("Tags", null, null);
            Note("Metadata", row.Metadata, definition.Metadata?.ToJsonString());
            Note("DeletionPolicy", row.DeletionPolicy, TextOf(evaluator.Resolve(definition.DeletionPolicy)));
            Note("UpdateReplacePolicy", row.UpdateReplacePolicy, TextOf(evaluator.Resolve(definition.UpdateReplacePolicy)));
            if (scope.Count == 0 && row.Type == definition.Type) continue;
            var replaces = row.Type != definition.Type || type.NeedsReplacement(made.Properties, Known(made.Properties, properties));
            // A property that only a replacement can change, whose value nobody knows yet, may turn out the same.
            var may = !replaces && type.NeedsReplacement(made.Properties, properties);
            if (replaces || may) replaced.Add(id);
            changes[id] = new PlannedChange("Modify", id, definition.Type, made.PhysicalId, replaces ? "True" : may ? "Conditional" : "False", [.. details.Where(d => d.Attribute == "Properties" && d.Name is not null).Select(d => d.Name!).Distinct()], scope)
            {
                ChangeSetId = nested?.ChangeSetId,
                Details = details, Before = ContextOf(Open(id, made.Properties), null, row), After = ContextOf(Open(id, properties), definition),
                PolicyAction = replaces ? row.UpdateReplacePolicy == "Retain" ? "ReplaceAndRetain" : "ReplaceAndDelete" : null,
            };

            void Note(string attribute, string? old, string? desired)
            {
                if (attribute != "Tags" && old == desired) return;
                scope.Add(attribute);
                details.Add(new PlannedDetail(attribute, null, "Never", "Static", "DirectModification", null) { Path = "/" + attribute, Before = old, After = desired, ChangeType = old is null ? "Add" : desired is null ? "Remove" : "Modify" });
            }
        }
        return
        [
            .. wanted.Keys.Where(changes.ContainsKey).Select(id => changes[id]),
            .. existing.Values.Where(r => !wanted.ContainsKey(r.LogicalId)).Select(r => new PlannedChange("Remove", r.LogicalId, r.Type, r.Made!.PhysicalId, null, [], [])
            {
                Before = ContextOf(Open(r.LogicalId, r.Made.Properties), null, r), PolicyAction = r.DeletionPolicy is "Retain" or "RetainExceptOnCreate" ? "Retain" : "Delete",
            }),
        ];
    }

    private static List<PlannedDetail> PropertyDetails(ResourceType type, JsonObject old, JsonObject desired, JsonObject shownOld, JsonObject shownDesired, ResourceDefinition definition, HashSet<string> parameters, HashSet<string> replaced)
    {
        var details = new List<PlannedDetail>();
        foreach (var name in desired.Select(p => p.Key).Union(old.Select(p => p.Key)).Where(p => !JsonNode.DeepEquals(desired[p], old[p])).Order(StringComparer.Ordinal))
        {
            var recreation = type.Schema.CreateOnly.Any(p => p == name || p.StartsWith(name + ".", StringComparison.Ordinal)) ? "Always" : "Never";
            var names = new HashSet<string>();
            TemplateReferences.Collect(definition.Properties[name], names);
            PlannedDetail Detail(string evaluation, string source, string? cause) => new(
                "Properties", name, recreation, evaluation, source, cause)
            {
                Path = "/Properties/" + name, Before = Shown(shownOld[name]), After = Shown(shownDesired[name]), ChangeType = old[name] is null ? "Add" : desired[name] is null ? "Remove" : "Modify",
            };
            var causes = names.Where(replaced.Contains).Select(r => Detail("Dynamic", RefersTo(definition.Properties[name], r) ? "ResourceReference" : "ResourceAttribute", r)).ToList();
            if (causes.Count == 0) causes = [.. names.Where(parameters.Contains).Select(p => Detail(Shown(shownDesired[name]) is { } shown && IsUnknown(shown) ? "Dynamic" : "Static", "ParameterReference", p))];
            details.AddRange(causes.Count > 0 ? causes : [Detail("Static", "DirectModification", null)]);
        }
        return details;
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

    private static bool RefersTo(JsonNode? node, string name) => node switch
    {
        JsonObject map => map.Any(m => (m.Key == "Ref" && m.Value is JsonValue text && PropertyRules.TextOf(text) == name) || RefersTo(m.Value, name)),
        JsonArray list => list.Any(i => RefersTo(i, name)),
        _ => false,
    };

    /// <summary>The desired properties, where those that nobody knows yet are taken for what they are now.</summary>
    private static JsonObject Known(JsonObject old, JsonObject desired)
    {
        var known = new JsonObject();
        foreach (var (name, value) in desired) known[name] = value?.ToJsonString() is { } text && IsUnknown(text) ? old[name]?.DeepClone() : value?.DeepClone();
        return known;
    }

    // AWS: every scalar is text here.
    private static string ContextOf(JsonObject properties, ResourceDefinition? definition, ResourceRecord? row = null)
    {
        var context = new JsonObject { ["Properties"] = Texts(properties) };
        if ((row is null ? definition?.Metadata : row.Metadata is { } text ? ResponseDesk.Read(text) : null) is { } metadata) context["Metadata"] = Texts(metadata);
        if ((row?.DeletionPolicy ?? TextOf(definition?.DeletionPolicy)) is { } deletion) context["DeletionPolicy"] = deletion;
        if ((row?.UpdateReplacePolicy ?? TextOf(definition?.UpdateReplacePolicy)) is { } replacement) context["UpdateReplacePolicy"] = replacement;
        return context.ToJsonString(Relaxed);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = TreeJson.Default };

    private static JsonNode? Texts(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(m => KeyValuePair.Create(m.Key, Texts(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Texts)]),
        JsonValue value => JsonValue.Create(PropertyRules.TextOf(value)),
        _ => null,
    };

    private static string? Shown(JsonNode? node) => node is JsonValue value ? PropertyRules.TextOf(value) : Texts(node)?.ToJsonString(Relaxed);

    private static string? TextOf(JsonNode? node) => node is JsonValue value ? PropertyRules.TextOf(value) : null;

    private static IEnumerable<string> InOrder(IEnumerable<string> ids, Dictionary<string, HashSet<string>> graph)
    {
        var left = ids.ToList();
        var open = left.ToHashSet();
        while (left.Count > 0)
        {
            var free = left.Where(id => !graph[id].Any(open.Contains)).ToArray();
            if (free.Length == 0) throw CloudFormationFaults.Invalid($"Circular dependency between resources: [{string.Join(", ", left)}]");
            foreach (var id in free)
            {
                open.Remove(id);
                yield return id;
            }
            left.RemoveAll(id => !open.Contains(id));
        }
    }
}
