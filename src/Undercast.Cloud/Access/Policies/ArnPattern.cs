namespace Undercast.Cloud;

/// <summary>An ARN of a policy. Each of its six parts is compared by itself, so that a star does not reach over a colon but in the last part.</summary>
internal sealed class ArnPattern
{
    private readonly TextPattern? _whole;
    private readonly TextPattern[] _parts = [];

    private ArnPattern(TextPattern whole) => _whole = whole;

    private ArnPattern(TextPattern[] parts) => _parts = parts;

    /// <summary>Reads an ARN, or a text that is none and is compared as it is.</summary>
    public static ArnPattern Parse(string text, bool variables)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal)) return new ArnPattern(TextPattern.Parse(text, wildcards: true, variables));
        Span<Range> ranges = stackalloc Range[6];
        var count = Split(text, variables, ranges);
        var parts = new TextPattern[6];
        // AWS: parts that an incomplete ARN lacks are stars.
        for (var i = 0; i < 6; i++) parts[i] = TextPattern.Parse(i < count ? text.AsSpan()[ranges[i]] : "*", wildcards: true, variables);
        return new ArnPattern(parts);
    }

    /// <summary>Whether an ARN matches.</summary>
    public bool Matches(in ArnText value, ConditionKeys keys)
    {
        if (_whole is not null) return _whole.Matches(value.Text, keys);
        if (!value.IsArn) return false;
        // The last part differs most often.
        for (var i = 5; i > 0; i--)
        {
            if (!_parts[i].Matches(value.Part(i), keys)) return false;
        }
        return true;
    }

    // Colons inside ${…} do not separate.
    private static int Split(ReadOnlySpan<char> text, bool variables, Span<Range> parts)
    {
        var (count, start) = (0, 0);
        for (var i = 0; i < text.Length && count < 5; i++)
        {
            if (variables && text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{' && text[i..].IndexOf('}') is > 0 and var length) i += length;
            else if (text[i] == ':')
            {
                parts[count++] = start..i;
                start = i + 1;
            }
        }
        parts[count++] = start..text.Length;
        return count;
    }
}

/// <summary>A resource's ARN with its parts found once.</summary>
internal readonly struct ArnText
{
    private readonly int _a, _b, _c, _d, _e;

    public ArnText(string text)
    {
        Text = text;
        if (!text.StartsWith("arn:", StringComparison.Ordinal)) return;
        _a = 3;
        if ((_b = text.IndexOf(':', _a + 1)) < 0 || (_c = text.IndexOf(':', _b + 1)) < 0 || (_d = text.IndexOf(':', _c + 1)) < 0) return;
        _e = text.IndexOf(':', _d + 1);
        IsArn = _e > 0;
    }

    public string Text { get; }

    public bool IsArn { get; }

    /// <summary>The account, or empty.</summary>
    public ReadOnlySpan<char> Account => IsArn ? Part(4) : default;

    public ReadOnlySpan<char> Part(int index) => index switch
    {
        1 => Text.AsSpan(_a + 1, _b - _a - 1),
        2 => Text.AsSpan(_b + 1, _c - _b - 1),
        3 => Text.AsSpan(_c + 1, _d - _c - 1),
        4 => Text.AsSpan(_d + 1, _e - _d - 1),
        5 => Text.AsSpan(_e + 1),
        _ => "arn",
    };
}
