using System.Globalization;
using System.Text.RegularExpressions;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>A pattern that a whole string must match. Made at its first use.</summary>
public sealed class PatternRule(string expression)
{
    // NonBacktracking where the expression allows it: a client's text must not be able to keep a thread busy.
    private readonly Lazy<Regex> _regex = new(() =>
    {
        var whole = $"^(?:{expression})\\z";
        try
        {
            return new Regex(whole, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(whole, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(250));
        }
    });

    /// <summary>The expression as AWS prints it.</summary>
    public string Expression { get; } = expression;

    /// <summary>Whether the text matches; a match that takes too long does not.</summary>
    public bool Matches(string text)
    {
        try
        {
            return _regex.Value.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}

/// <summary>Checks that generated code makes, in AWS's words.</summary>
public static class Constraints
{
    /// <summary>A required member is not there.</summary>
    public static void Missing(List<Violation> violations, string path) => violations.Add(new Violation(path, "null", "Member must not be null"));

    /// <summary>Checks a number.</summary>
    public static void Range(List<Violation> violations, string path, double value, long? min, long? max)
    {
        var text = $"'{value.ToString(CultureInfo.InvariantCulture)}'";
        if (value < min) violations.Add(new Violation(path, text, $"Member must have value greater than or equal to {min}"));
        if (value > max) violations.Add(new Violation(path, text, $"Member must have value less than or equal to {max}"));
    }

    /// <summary>Checks a length.</summary>
    public static void Length(List<Violation> violations, string path, object value, int length, int? min, int? max)
    {
        if (length < min) violations.Add(new Violation(path, Show(value), $"Member must have length greater than or equal to {min}"));
        if (length > max) violations.Add(new Violation(path, Show(value), $"Member must have length less than or equal to {max}"));
    }

    /// <summary>Checks a pattern.</summary>
    public static void Pattern(List<Violation> violations, string path, string value, PatternRule pattern)
    {
        if (!pattern.Matches(value)) violations.Add(new Violation(path, Show(value), $"Member must satisfy regular expression pattern: {pattern.Expression}"));
    }

    /// <summary>Checks an enumeration.</summary>
    public static void OneOf(List<Violation> violations, string path, string value, ReadOnlySpan<string> allowed)
    {
        foreach (var candidate in allowed)
        {
            if (candidate == value) return;
        }
        violations.Add(new Violation(path, Show(value), $"Member must satisfy enum value set: [{string.Join(", ", allowed.ToArray())}]"));
    }

    /// <summary>Checks each text of a list or map.</summary>
    public static void Elements(List<Violation> violations, string path, IEnumerable<string?> values, int? min, int? max, PatternRule? pattern)
    {
        foreach (var value in values)
        {
            if (value is null) continue;
            // AWS: a list is printed whole, and the rule names the member (seen from Kinesis and Cognito).
            if (value.Length < min || value.Length > max || (pattern is not null && !pattern.Matches(value)))
            {
                var rules = new List<string>();
                if (max is not null) rules.Add($"Member must have length less than or equal to {max}");
                if (min is not null) rules.Add($"Member must have length greater than or equal to {min}");
                if (pattern is not null) rules.Add($"Member must satisfy regular expression pattern: {pattern.Expression}");
                violations.Add(new Violation(path, Show(values), $"Member must satisfy constraint: [{string.Join(", ", rules)}]"));
                return;
            }
        }
    }

    private static string Show(object value) => value switch
    {
        string text => $"'{text}'",
        IEnumerable<string?> list => $"'[{string.Join(", ", list)}]'",
        byte[] bytes => $"'java.nio.HeapByteBuffer[pos=0 lim={bytes.Length} cap={bytes.Length}]'",
        System.Collections.ICollection many => $"'[{many.Count} elements]'",
        _ => $"'{value}'",
    };
}

/// <summary>What generated readers throw where a required member is missing.</summary>
public static class Required
{
    /// <summary>The error in the API's style.</summary>
    public static CommonException Missing(string member, bool collected) => collected
        ? new CommonException(CommonError.Validation, $"1 validation error detected: Value null at '{char.ToLowerInvariant(member[0])}{member[1..]}' failed to satisfy constraint: Member must not be null")
        : new CommonException(CommonError.MissingParameter, $"The request must contain the parameter {member}.");
}

/// <summary>Lets generated code hand any operation's answer on as an object.</summary>
public static class Invocation
{
    /// <summary>Awaits without a state machine when the operation is done already.</summary>
    public static ValueTask<object?> Box<T>(ValueTask<T> running)
    {
        return running.IsCompletedSuccessfully ? new ValueTask<object?>(running.Result) : Await(running);

        static async ValueTask<object?> Await(ValueTask<T> pending) => await pending;
    }
}
