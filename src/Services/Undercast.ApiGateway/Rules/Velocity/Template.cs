using System.Buffers;
using System.Globalization;
using System.Text;

namespace Undercast.ApiGateway;

/// <summary>A mapping template in Velocity's language, parsed once. Rendering is bounded in steps and output, so that no template holds a server up.</summary>
internal sealed class Template
{
    /// <summary>AWS: a template has at most 300 KB.</summary>
    public const int MostText = 300 * 1024;

    private readonly VtlNode[] _nodes;
    private readonly string? _fault;

    private Template(VtlNode[] nodes, string? fault)
    {
        _nodes = nodes;
        _fault = fault;
    }

    /// <summary>A template that cannot be parsed fails when it is used, as on AWS.</summary>
    public static Template Parse(string text)
    {
        try
        {
            if (text.Length > MostText) throw new VtlException("The template is too long.");
            return new Template(new VtlParser(text).Parse(), null);
        }
        catch (VtlException e)
        {
            return new Template([], e.Message);
        }
    }

    public static IReadOnlyDictionary<string, Template> All(IReadOnlyDictionary<string, string>? templates) =>
        templates is null ? new Dictionary<string, Template>() : templates.ToDictionary(static t => t.Key, static t => Parse(t.Value), StringComparer.OrdinalIgnoreCase);

    /// <exception cref="VtlException">The template is malformed, or exceeds a bound.</exception>
    public byte[] Render(Dictionary<string, object?> variables)
    {
        if (_fault is not null) throw new VtlException(_fault);
        using var run = new VtlRun(variables);
        run.Render(_nodes);
        return run.Bytes();
    }
}

/// <summary>Why a template cannot be rendered.</summary>
internal sealed class VtlException(string message) : Exception(message);

/// <summary>One rendering: variables, output, and what is left of the bounds.</summary>
internal sealed class VtlRun(Dictionary<string, object?> variables) : IDisposable
{
    // AWS documents no number of steps; a template of its size with nested loops of a thousand comes nowhere near it.
    private const int MostSteps = 2_000_000;
    private const int MostOutput = 12 * 1024 * 1024;
    private const int MostDepth = 64;
    private char[] _text = ArrayPool<char>.Shared.Rent(4096);
    private int _length;
    private int _steps;
    private int _depth;

    public Dictionary<string, object?> Variables { get; } = variables;
    public Dictionary<string, VtlMacro> Macros => field ??= new(StringComparer.Ordinal);
    public bool Stopped { get; set; }
    public bool Broken { get; set; }

    public void Step(int weight = 1)
    {
        if ((_steps += weight) > MostSteps) throw new VtlException("The template takes too many steps.");
    }

    public void Enter()
    {
        if (++_depth > MostDepth) throw new VtlException("The template nests too deeply.");
    }

    public void Leave() => _depth--;

    public void Write(string? text)
    {
        if (text is null) return;
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    /// <summary>Writes what Java's toString gives.</summary>
    public void WriteValue(object? value)
    {
        switch (value)
        {
            case long whole:
                whole.TryFormat(Room(JavaValues.LongestNumber), out var length, provider: CultureInfo.InvariantCulture);
                _length += length;
                break;
            case double number:
                _length += JavaValues.Format(number, Room(JavaValues.LongestNumber));
                break;
            default:
                Write(JavaValues.Text(value));
                break;
        }
    }

    private Span<char> Room(int length)
    {
        if (_length + length > MostOutput) throw new VtlException("The template's output is too long.");
        if (_text.Length - _length < length)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(2 * _text.Length, _length + length));
            _text.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(_text);
            _text = larger;
        }
        return _text.AsSpan(_length);
    }

    public byte[] Bytes() => Encoding.UTF8.GetBytes(_text, 0, _length);

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        (_text, _length) = ([], 0);
    }

    public void Render(VtlNode[] nodes)
    {
        foreach (var node in nodes)
        {
            if (Stopped || Broken) return;
            Step();
            node.Render(this);
        }
    }

    /// <summary>A text that a part of the template makes, such as an interpolated string.</summary>
    public string Capture(VtlNode[] nodes)
    {
        var start = _length;
        Enter();
        Render(nodes);
        Leave();
        var text = new string(_text, start, _length - start);
        _length = start;
        return text;
    }
}
