using System.Text;

namespace Undercast.Protocol.Generator;

/// <summary>Source text with indentation by braces.</summary>
internal sealed class CodeText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line)
    {
        if (line.StartsWith("}", System.StringComparison.Ordinal)) _depth--;
        if (line.Length > 0) _text.Append(' ', _depth * 4).Append(line);
        _text.Append('\n');
        if (line == "{") _depth++;
    }

    public override string ToString() => _text.ToString();
}
