namespace Undercast.CloudFormation;

/// <summary>What may be taken into a stack.</summary>
internal static class ImportRules
{
    /// <summary>The identifiers of the resources to import, by logical id.</summary>
    /// <exception cref="Kernel.CommonException">In AWS's words, as far as they are known.</exception>
    public static Dictionary<string, string> Identifiers(IReadOnlyList<ResourceToImport> resources, Template template, ResourceTypes types)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        var unsupported = new List<string>();
        var unprotected = new List<string>();
        foreach (var resource in resources)
        {
            if (!template.Resources.TryGetValue(resource.LogicalResourceId, out var definition)) throw CloudFormationFaults.Invalid($"Resources [{resource.LogicalResourceId}] is missing from the template");
            if (definition.Type != resource.ResourceType) throw CloudFormationFaults.Invalid($"Resource {resource.LogicalResourceId} is of type {definition.Type} in the template, not of {resource.ResourceType}");
            if (types.Find(definition.Type) is not { IsReadable: true } type)
            {
                unsupported.Add(definition.Type);
                continue;
            }
            if (definition.DeletionPolicy is null) unprotected.Add(resource.LogicalResourceId);
            var names = type.Schema.Identifier;
            if (!names.All(resource.ResourceIdentifier.ContainsKey) || resource.ResourceIdentifier.Count != names.Count)
                throw CloudFormationFaults.Invalid($"Resource identifier of {resource.LogicalResourceId} must have the keys [{string.Join(", ", names)}]");
            if (!result.TryAdd(resource.LogicalResourceId, string.Join('|', names.Select(n => resource.ResourceIdentifier[n])))) throw CloudFormationFaults.Invalid($"Resource {resource.LogicalResourceId} is to be imported twice");
        }
        if (unsupported.Count > 0) throw CloudFormationFaults.Invalid($"ResourceTypes [{string.Join(", ", unsupported.Distinct())}] are not supported for Import");
        if (unprotected.Count > 0) throw CloudFormationFaults.Invalid($"Resources [{string.Join(", ", unprotected)}] is missing DeletionPolicy attribute and cannot be imported");
        return result;
    }

    /// <exception cref="Kernel.CommonException">The template does more than to import.</exception>
    public static void Check(IReadOnlyList<PlannedChange> changes)
    {
        if (changes.Where(c => c.Action == "Add").Select(c => c.LogicalId).ToArray() is { Length: > 0 } added) throw CloudFormationFaults.Invalid($"Resources [{string.Join(", ", added)}] is missing from ResourceToImport list");
        if (changes.Where(c => c.Action is not ("Import" or "Add")).Select(c => c.LogicalId).ToArray() is { Length: > 0 } changed)
            throw CloudFormationFaults.Invalid($"You have modified resources [{string.Join(", ", changed)}] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.");
    }
}
