using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>The section <c>Rules</c>: assertions over parameters, held before anything is made.</summary>
internal static class TemplateRules
{
    /// <exception cref="Kernel.CommonException">A rule's assertion does not hold, or is none.</exception>
    public static void Check(Template template, TemplateEvaluator evaluator, IReadOnlyDictionary<string, string> parameters)
    {
        foreach (var (name, node) in template.Rules)
        {
            if (node is not JsonObject rule || rule["Assertions"] is not JsonArray assertions) throw CloudFormationFaults.Invalid($"Template format error: Rule {name} must have Assertions.");
            var scope = new RuleScope(template, evaluator, parameters);
            if (rule["RuleCondition"] is { } condition && !scope.Holds(condition)) continue;
            foreach (var assertion in assertions)
            {
                if (assertion is not JsonObject { } said || said["Assert"] is not { } assert) throw CloudFormationFaults.Invalid($"Template format error: Every assertion of rule {name} must have an Assert.");
                // A guess at the frame; the description is the template's own.
                if (!scope.Holds(assert)) throw CloudFormationFaults.Invalid($"Template validation error: Rule {name} failed: {(string?)said["AssertDescription"] ?? "an assertion does not hold"}");
            }
        }
    }

    private sealed class RuleScope(Template template, TemplateEvaluator evaluator, IReadOnlyDictionary<string, string> parameters)
    {
        public bool Holds(JsonNode? node)
        {
            if (!Intrinsics.TryRead(node, out var name, out var argument)) return evaluator.IsTrue(node);
            var list = argument as JsonArray;
            return name switch
            {
                "Fn::Not" when list is { Count: 1 } => !Holds(list[0]),
                "Fn::And" when list is { Count: >= 2 and <= 10 } => list.All(Holds),
                "Fn::Or" when list is { Count: >= 2 and <= 10 } => list.Any(Holds),
                "Fn::Contains" when list is { Count: 2 } => Values(list[0]).Contains(Value(list[1])),
                "Fn::EachMemberEquals" when list is { Count: 2 } => Values(list[0]).All(v => v == Value(list[1])),
                "Fn::EachMemberIn" when list is { Count: 2 } => Values(list[0]).All(Values(list[1]).Contains),
                "Fn::Equals" when list is { Count: 2 } => Value(list[0]) == Value(list[1]),
                _ => throw CloudFormationFaults.Invalid($"Template format error: {name} cannot be used in a rule like this."),
            };
        }

        private string Value(JsonNode? node) => evaluator.Resolve(node) is JsonValue value ? PropertyRules.TextOf(value) : throw CloudFormationFaults.Invalid("Template format error: a rule compares what is no text.");

        private string[] Values(JsonNode? node)
        {
            if (Intrinsics.TryRead(node, out var name, out var argument))
            {
                // AWS: every parameter of a type.
                if (name == "Fn::RefAll" && argument is JsonValue type)
                    return [.. template.Parameters.Values.Where(p => p.Type == PropertyRules.TextOf(type)).Select(p => parameters[p.Name])];
                if (name is "Fn::ValueOf" or "Fn::ValueOfAll") throw Kernel.CommonException.NotSupported($"The function {name}");
            }
            return evaluator.Resolve(node) switch
            {
                JsonArray list => [.. list.Select(i => i is JsonValue value ? PropertyRules.TextOf(value) : "")],
                JsonValue one => [PropertyRules.TextOf(one)],
                _ => throw CloudFormationFaults.Invalid("Template format error: a rule expects a list."),
            };
        }
    }
}
