namespace Undercast.ApiGateway;

/// <summary>The tree of an API's resources.</summary>
internal static class ResourceRules
{
    /// <summary>The resource with its path, if it may stand below its parent.</summary>
    public static Resource Place(RestApiRecord api, Resource resource)
    {
        var parent = api.Resources.GetValueOrDefault(resource.ParentId ?? "") ?? throw Faults.No("Resource");
        if (parent.PathPart is { } above && above.EndsWith("+}", StringComparison.Ordinal))
            throw Faults.Bad($"Cannot create a child of a resource with a greedy path variable: {above}");
        foreach (var sibling in api.Resources.Values)
        {
            if (sibling.ParentId != resource.ParentId || sibling.Id == resource.Id) continue;
            if (sibling.PathPart == resource.PathPart) throw new ConflictException($"Another resource with the same parent already has this name: {resource.PathPart}");
            // AWS: one variable of a kind at each place.
            if (IsVariable(sibling.PathPart!) && IsVariable(resource.PathPart!) && IsGreedy(sibling.PathPart!) == IsGreedy(resource.PathPart!))
                throw Faults.Bad($"A sibling ({sibling.PathPart}) of this resource already has a variable path part -- only one is allowed");
        }
        return resource with { Path = parent.Path == "/" ? $"/{resource.PathPart}" : $"{parent.Path}/{resource.PathPart}" };
    }

    /// <summary>Brings the paths of everything below a resource in line with its own.</summary>
    public static void Repath(RestApiRecord api, string id)
    {
        foreach (var child in api.Resources.Values.Where(r => r.ParentId == id).ToList())
        {
            api.Resources[child.Id!] = child with { Path = $"{api.Resources[id].Path}/{child.PathPart}" };
            Repath(api, child.Id!);
        }
    }

    /// <summary>The ids of everything below a resource.</summary>
    public static IEnumerable<string> Below(RestApiRecord api, string id) =>
        api.Resources.Values.Where(r => r.ParentId == id).SelectMany(child => Below(api, child.Id!).Prepend(child.Id!));

    private static bool IsVariable(string part) => part.StartsWith('{');

    private static bool IsGreedy(string part) => part.EndsWith("+}", StringComparison.Ordinal);
}
