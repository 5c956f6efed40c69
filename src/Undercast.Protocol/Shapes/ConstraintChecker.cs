using System.Globalization;
using System.Text;

namespace Undercast.Protocol;

/// <summary>Checks values against constraints with AWS's texts; generated code walks the input and says where it is.</summary>
public sealed class ConstraintChecker(List<Violation> violations)
{
    private readonly List<(string? Name, int Index, bool IsSensitive)> _path = [];

    /// <summary>Enters a member.</summary>
    public void Enter(string name, bool isSensitive = false) => _path.Add((name, 0, isSensitive));

    /// <summary>Enters an element of a list.</summary>
    public void EnterElement(int index) => _path.Add((null, index, false));

    /// <summary>Enters an entry of a map.</summary>
    public void EnterEntry(string key) => _path.Add((key, -1, false));

    /// <summary>Leaves what was entered last.</summary>
    public void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>A required member is not there.</summary>
    public void Missing() => violations.Add(new Violation(Path(), "null", "Member must not be null"));

    /// <summary>Checks an integer.</summary>
    public void Range(long value, long min, long max)
    {
        if (value < min) Fail(Number(value), $"Member must have value greater than or equal to {Number(min)}");
        if (value > max) Fail(Number(value), $"Member must have value less than or equal to {Number(max)}");
    }

    /// <summary>Checks a number.</summary>
    public void Range(double value, long min, long max)
    {
        if (value < min) Fail(value.ToString(CultureInfo.InvariantCulture), $"Member must have value greater than or equal to {Number(min)}");
        if (value > max) Fail(value.ToString(CultureInfo.InvariantCulture), $"Member must have value less than or equal to {Number(max)}");
    }

    /// <summary>Checks the length of text in characters, of which a surrogate pair is one.</summary>
    public void Length(string value, int min, int max)
    {
        // Counting is only worth it when the answer could differ.
        Length(value.Length > max || value.Length < min * 2L ? LengthOf(value) : value.Length, min, max, value);
    }

    /// <summary>Checks the length of bytes.</summary>
    public void Length(byte[] value, int min, int max) => Length(value.Length, min, max, value);

    /// <summary>Checks the length of bytes.</summary>
    public void Length(ReadOnlyMemory<byte> value, int min, int max) => Length(value.Length, min, max, value);

    /// <summary>Checks the length of a list or map.</summary>
    public void Length<T>(IReadOnlyCollection<T> value, int min, int max) => Length(value.Count, min, max, value);

    /// <summary>Checks text against an expression.</summary>
    public void Pattern(string value, ConstraintPattern pattern)
    {
        if (!pattern.Matches(value)) Fail(value, $"Member must satisfy regular expression pattern: {pattern.Expression}");
    }

    /// <summary>Checks text against the values that there are.</summary>
    public void OneOf(string value, string[] values)
    {
        if (Array.IndexOf(values, value) < 0) Fail(value, $"Member must satisfy enum value set: [{string.Join(", ", values)}]");
    }

    /// <summary>Checks the texts of a list.</summary>
    public void Elements(IReadOnlyList<string> values, ElementRule rule)
    {
        foreach (var value in values)
        {
            if (value is null || rule.Accepts(value)) continue;
            Fail(values, $"Member must satisfy constraint: [{rule}]");
            return;
        }
    }

    /// <summary>Checks the texts of a map.</summary>
    public void Elements(IReadOnlyDictionary<string, string> values, ElementRule rule)
    {
        foreach (var value in values.Values)
        {
            if (value is null || rule.Accepts(value)) continue;
            Fail(values, $"Map value must satisfy constraint: [{rule}]");
            return;
        }
    }

    /// <summary>The length of text in characters, of which a surrogate pair is one.</summary>
    internal static int LengthOf(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private void Length(int length, int min, int max, object value)
    {
        if (length < min) Fail(value, $"Member must have length greater than or equal to {Number(min)}");
        if (length > max) Fail(value, $"Member must have length less than or equal to {Number(max)}");
    }

    // AWS: a sensitive value is left out, so that the text reads "Value at 'password' failed …".
    private void Fail(object value, string rule) =>
        violations.Add(new Violation(Path(), _path.Exists(p => p.IsSensitive) ? "" : $"'{Print(value)}'", rule));

    private string Path()
    {
        var text = new StringBuilder();
        foreach (var (name, index, _) in _path)
        {
            if (text.Length > 0) text.Append('.');
            if (name is null) text.Append(CultureInfo.InvariantCulture, $"{index + 1}.member");
            else if (index < 0) text.Append(name).Append(".member");
            else text.Append(name);
        }
        return text.ToString();
    }

    // AWS: values are printed as Java prints them.
    private static string Print(object? value) => value switch
    {
        null => "null",
        string text => text,
        byte[] bytes => Buffer(bytes.Length),
        ReadOnlyMemory<byte> bytes => Buffer(bytes.Length),
        System.Collections.IDictionary map => Print(map),
        System.Collections.IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Print))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Print(System.Collections.IDictionary map)
    {
        var entries = new List<string>();
        foreach (System.Collections.DictionaryEntry entry in map) entries.Add($"{entry.Key}={Print(entry.Value)}");
        return $"{{{string.Join(", ", entries)}}}";
    }

    private static string Buffer(int length) => string.Create(CultureInfo.InvariantCulture, $"java.nio.HeapByteBuffer[pos=0 lim={length} cap={length}]");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
