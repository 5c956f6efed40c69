using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>From the parameters of a call to a value for each parameter of a template.</summary>
internal static class StackParameters
{
    /// <param name="rules">The template's parameters.</param>
    /// <param name="given">The values of the call.</param>
    /// <param name="previous">The values that the stack has.</param>
    /// <param name="planned">Whether values may be known only later; those break no rule yet.</param>
    /// <exception cref="Kernel.CommonException">In AWS's words.</exception>
    public static Dictionary<string, string> Resolve(IReadOnlyDictionary<string, TemplateParameterRule> rules, IReadOnlyList<Parameter>? given, IReadOnlyDictionary<string, string>? previous, bool planned = false)
    {
        var byKey = new Dictionary<string, Parameter>(StringComparer.Ordinal);
        foreach (var parameter in given ?? [])
        {
            if (parameter.ParameterKey is not { } key) throw CloudFormationFaults.Invalid("Parameter key must not be null");
            byKey[key] = parameter;
        }
        var strange = byKey.Keys.Where(k => !rules.ContainsKey(k)).Order(StringComparer.Ordinal).ToArray();
        if (strange.Length > 0) throw CloudFormationFaults.Invalid($"Parameters: [{string.Join(", ", strange)}] do not exist in the template");

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var rule in rules.Values)
        {
            var parameter = byKey.GetValueOrDefault(rule.Name);
            string? value;
            if (parameter?.UsePreviousValue == true)
            {
                if (parameter.ParameterValue is not null) throw CloudFormationFaults.Invalid($"Invalid input for parameter key {rule.Name}. Cannot specify usePreviousValue as true and non empty value for a parameter");
                value = previous?.GetValueOrDefault(rule.Name);
            }
            else value = parameter?.ParameterValue ?? rule.Default;
            if (value is null)
            {
                missing.Add(rule.Name);
                continue;
            }
            if (!planned || !StackPlan.IsUnknown(value)) rule.Check(value);
            values[rule.Name] = value;
        }
        return missing.Count == 0 ? values : throw CloudFormationFaults.Invalid($"Parameters: [{string.Join(", ", missing)}] must have values");
    }
}
