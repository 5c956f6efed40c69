using System.Collections.Frozen;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>Every resource type that the services of this cloud bring.</summary>
internal sealed class ResourceTypes(IEnumerable<ResourceType> types)
{
    private readonly FrozenDictionary<string, ResourceType> _byName = types.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    public ResourceType? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Throws when a template names a type that nobody brings.</summary>
    /// <exception cref="Kernel.CommonException">In AWS's words.</exception>
    public void Check(Template template)
    {
        var unknown = template.Resources.Values.Select(r => r.Type).Where(t => !_byName.ContainsKey(t)).Distinct().ToArray();
        if (unknown.Length > 0) throw CloudFormationFaults.Invalid($"Template format error: Unrecognized resource types: [{string.Join(", ", unknown)}]");
        foreach (var resource in template.Resources.Values)
        {
            foreach (var policy in new[] { resource.DeletionPolicy, resource.UpdateReplacePolicy })
            {
                if (policy is System.Text.Json.Nodes.JsonValue value && PropertyRules.TextOf(value) is not ("Delete" or "Retain" or "RetainExceptOnCreate"))
                    throw CloudFormationFaults.Invalid($"Template format error: Unrecognized DeletionPolicy {value} for resource {resource.LogicalId}");
            }
        }
    }
}
