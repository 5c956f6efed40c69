namespace Undercast.Ssm;

/// <summary>Filters of listings; a parameter must meet all of them.</summary>
internal sealed class ParameterFilters
{
    private readonly List<Func<string, ParameterRecord, VersionRecord, bool>> _conditions = [];

    /// <exception cref="InvalidFilterKey">The key does not exist here.</exception>
    /// <exception cref="InvalidFilterOption">The option does not fit the key.</exception>
    /// <exception cref="InvalidFilterValue">A value does not fit the key.</exception>
    public static ParameterFilters Read(IReadOnlyList<ParameterStringFilter>? filters, bool byPath = false)
    {
        var read = new ParameterFilters();
        foreach (var filter in filters ?? [])
        {
            var values = filter.Values ?? [];
            // AWS: by path only these keys are taken.
            if (byPath && filter.Key is not ("Type" or "KeyId" or "Label")) throw new InvalidFilterKey($"The following filter key is not valid: {filter.Key}. Valid filter keys include: [Type, KeyId].");
            read._conditions.Add(filter.Key switch
            {
                "Name" => Text(filter, (name, _, _) => name, allowContains: true),
                "Path" => Path(filter),
                "Label" => (_, head, _) => values.Any(head.Labels.ContainsKey),
                "Type" => Text(filter, static (_, _, version) => version.Type),
                "Tier" => Text(filter, static (_, _, version) => version.Tier),
                "DataType" => Text(filter, static (_, _, version) => version.DataType),
                // Nothing is encrypted by a key.
                "KeyId" => static (_, _, _) => false,
                _ when filter.Key.StartsWith("tag:", StringComparison.Ordinal) => (_, head, _) => head.Tags.TryGetValue(filter.Key["tag:".Length..], out var value) && (values.Count == 0 || values.Contains(value)),
                _ => throw new InvalidFilterKey($"The following filter key is not valid: {filter.Key}."),
            });
        }
        return read;
    }

    public bool Match(string name, ParameterRecord head, VersionRecord version) => _conditions.TrueForAll(c => c(name, head, version));

    private static Func<string, ParameterRecord, VersionRecord, bool> Text(ParameterStringFilter filter, Func<string, ParameterRecord, VersionRecord, string> of, bool allowContains = false)
    {
        var values = filter.Values ?? [];
        Func<string, string, bool> compare = filter.Option switch
        {
            null or "Equals" => static (text, value) => text.TrimStart('/') == value.TrimStart('/'),
            "BeginsWith" => static (text, value) => text.TrimStart('/').StartsWith(value.TrimStart('/'), StringComparison.Ordinal),
            "Contains" when allowContains => static (text, value) => text.Contains(value, StringComparison.Ordinal),
            _ => throw new InvalidFilterOption($"The following filter option is not valid: {filter.Option}. Valid options include: [BeginsWith, Equals]."),
        };
        return (name, head, version) => values.Any(v => compare(of(name, head, version), v));
    }

    private static Func<string, ParameterRecord, VersionRecord, bool> Path(ParameterStringFilter filter)
    {
        if (filter.Option is not (null or "OneLevel" or "Recursive")) throw new InvalidFilterOption($"The following filter option is not valid: {filter.Option}. Valid options include: [Recursive, OneLevel].");
        var paths = (filter.Values ?? []).Select(static value => value.StartsWith('/') ? value.TrimEnd('/') + "/" : throw new InvalidFilterValue($"The path must start with a slash: {value}")).ToArray();
        return (name, _, _) => paths.Any(p => name.StartsWith(p, StringComparison.Ordinal) && (filter.Option == "Recursive" || !name.AsSpan(p.Length).Contains('/')));
    }
}
