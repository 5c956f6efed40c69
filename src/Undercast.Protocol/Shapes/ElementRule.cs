namespace Undercast.Protocol;

/// <summary>What each text of a list, or each value of a map, must satisfy.</summary>
public sealed class ElementRule(int min = -1, int max = -1, ConstraintPattern? pattern = null, string[]? values = null)
{
    /// <summary>Whether the text satisfies all.</summary>
    public bool Accepts(string text)
    {
        var length = ConstraintChecker.LengthOf(text);
        return (min < 0 || length >= min) && (max < 0 || length <= max)
            && (pattern is null || pattern.Matches(text)) && (values is null || Array.IndexOf(values, text) >= 0);
    }

    /// <summary>The parts as AWS lists them.</summary>
    // AWS: the whole collection is one violation, with every part of the rule in it (Kinesis, Cognito, Lambda).
    public override string ToString()
    {
        var parts = new List<string>();
        if (max >= 0) parts.Add($"Member must have length less than or equal to {max}");
        if (min >= 0) parts.Add($"Member must have length greater than or equal to {min}");
        if (pattern is not null) parts.Add($"Member must satisfy regular expression pattern: {pattern.Expression}");
        if (values is not null) parts.Add($"Member must satisfy enum value set: [{string.Join(", ", values)}]");
        return string.Join(", ", parts);
    }
}
