using System.Collections.Frozen;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>Every resource type that the services of this cloud bring.</summary>
internal sealed class ResourceTypes(IEnumerable<ResourceType> types, ResponseDesk desk)
{
    private readonly FrozenDictionary<string, ResourceType> _byName = types.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>All of them; custom resources have no number.</summary>
    public IEnumerable<ResourceType> All => _byName.Values;

    public ResourceType? Find(string name) => _byName.GetValueOrDefault(name) ?? (CustomResourceType.IsName(name) ? new CustomResourceType(name, desk) : null);

    /// <summary>Throws when a template names a type that nobody brings, among the resources that are wanted.</summary>
    /// <exception cref="Kernel.CommonException">In AWS's words.</exception>
    public void Check(Template template, Func<ResourceDefinition, bool> isWanted)
    {
        // Differs: a type that AWS has and this cloud has not does no harm under a condition that does not hold.
        var unknown = template.Resources.Values.Where(r => Find(r.Type) is null && isWanted(r)).Select(r => r.Type).Distinct().ToArray();
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
