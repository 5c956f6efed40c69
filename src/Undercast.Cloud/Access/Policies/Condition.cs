namespace Undercast.Cloud;

/// <summary>How a condition treats keys with several values.</summary>
internal enum Quantifier
{
    /// <summary>As one value.</summary>
    None = 0,
    /// <summary>Every value of the request.</summary>
    ForAllValues = 1,
    /// <summary>At least one value of the request.</summary>
    ForAnyValue = 2,
}

/// <summary>One key of a condition block with its operator and the values of the policy.</summary>
internal sealed class Condition
{
    private readonly string _key;
    private readonly Comparison _comparison;
    private readonly Quantifier _quantifier;
    private readonly bool _negated;
    private readonly bool _ifExists;

    private Condition(string key, Comparison comparison, Quantifier quantifier, bool negated, bool ifExists)
    {
        _key = key;
        _comparison = comparison;
        _quantifier = quantifier;
        _negated = negated;
        _ifExists = ifExists;
    }

    /// <summary>The condition, or null when there is no such operator or a value does not fit it.</summary>
    public static Condition? Create(string operation, string key, IReadOnlyList<string> values, bool variables)
    {
        var name = operation.AsSpan();
        var quantifier = Quantifier.None;
        if (Take(ref name, "ForAllValues:")) quantifier = Quantifier.ForAllValues;
        else if (Take(ref name, "ForAnyValue:")) quantifier = Quantifier.ForAnyValue;
        var ifExists = name.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase);
        if (ifExists) name = name[..^"IfExists".Length];
        if (Comparison.Create(name, values, variables, out var negated) is not { } comparison) return null;
        return new Condition(key.ToLowerInvariant(), comparison, quantifier, negated, ifExists);
    }

    public bool Holds(ConditionKeys keys)
    {
        var exists = keys.TryGet(_key, out var values) && values.Count > 0;
        if (_comparison is NullComparison isNull) return isNull.Holds(exists);
        if (!exists)
        {
            // AWS: an absent key fails a condition, satisfies a negated one and, with ForAllValues or IfExists, any.
            return _ifExists || _quantifier switch { Quantifier.ForAllValues => true, Quantifier.ForAnyValue => false, _ => _negated };
        }
        switch (_quantifier)
        {
            case Quantifier.ForAllValues:
                for (var i = 0; i < values.Count; i++)
                {
                    if (_comparison.Matches(values[i], keys) == _negated) return false;
                }
                return true;
            case Quantifier.ForAnyValue:
                for (var i = 0; i < values.Count; i++)
                {
                    if (_comparison.Matches(values[i], keys) != _negated) return true;
                }
                return false;
            default:
                // AWS: several values of a policy are an "or"; under a negated operator, a "nor".
                for (var i = 0; i < values.Count; i++)
                {
                    if (_comparison.Matches(values[i], keys)) return !_negated;
                }
                return _negated;
        }
    }

    private static bool Take(ref ReadOnlySpan<char> name, string prefix)
    {
        if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return false;
        name = name[prefix.Length..];
        return true;
    }
}
