namespace Undercast.DynamoDb;

/// <summary>The names and values that the expressions of a request may use; knows which ones were used.</summary>
internal sealed class ExpressionScope
{
    private readonly IReadOnlyDictionary<string, string>? _names;
    private readonly AttributeMap? _values;
    private readonly HashSet<string> _unused = new(StringComparer.Ordinal);

    public ExpressionScope(IReadOnlyDictionary<string, string>? names, AttributeMap? values)
    {
        _names = names;
        _values = values;
        if (names is not null)
        {
            if (names.Count == 0) throw Faults.Validation("ExpressionAttributeNames must not be empty");
            foreach (var name in names.Keys)
            {
                if (!IsPlaceholder(name, '#')) throw Faults.Validation($"ExpressionAttributeNames contains invalid key: Syntax error; key: \"{name}\"");
                _unused.Add(name);
            }
        }
        if (values is null) return;
        if (values.Count == 0) throw Faults.Validation("ExpressionAttributeValues must not be empty");
        foreach (var name in values.Values.Keys)
        {
            if (!IsPlaceholder(name, ':')) throw Faults.Validation($"ExpressionAttributeValues contains invalid key: Syntax error; key: \"{name}\"");
            _unused.Add(name);
        }
        foreach (var (name, value) in values.Values)
        {
            if (value.Kind == AttributeKind.Invalid) throw Faults.Validation($"ExpressionAttributeValues contains invalid value: {value.Fault} for key {name}");
        }
    }

    public string? Name(string placeholder)
    {
        if (_names is null || !_names.TryGetValue(placeholder, out var name)) return null;
        _unused.Remove(placeholder);
        return name;
    }

    public AttributeValue? Value(string placeholder)
    {
        if (_values?[placeholder] is not { } value) return null;
        _unused.Remove(placeholder);
        return value;
    }

    /// <summary>Refuses names and values that no expression used; to be called when all were parsed.</summary>
    public void CheckUsed()
    {
        if (_unused.Count == 0) return;
        Check("ExpressionAttributeNames", _names?.Keys);
        Check("ExpressionAttributeValues", _values?.Values.Keys);
    }

    private void Check(string what, IEnumerable<string>? keys)
    {
        var unused = keys?.Where(_unused.Contains).ToArray() ?? [];
        if (unused.Length > 0) throw Faults.Validation($"Value provided in {what} unused in expressions: keys: {{{string.Join(", ", unused)}}}");
    }

    private static bool IsPlaceholder(string text, char first)
    {
        if (text.Length < 2 || text[0] != first) return false;
        foreach (var c in text.AsSpan(1))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        }
        return true;
    }
}
