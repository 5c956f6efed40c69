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
    public string Render(Dictionary<string, object?> variables)
    {
        if (_fault is not null) throw new VtlException(_fault);
        var run = new VtlRun(variables);
        run.Render(_nodes);
        return run.Output.ToString();
    }
}

/// <summary>Why a template cannot be rendered.</summary>
internal sealed class VtlException(string message) : Exception(message);

/// <summary>One rendering: variables, output, and what is left of the bounds.</summary>
internal sealed class VtlRun(Dictionary<string, object?> variables)
{
    // AWS documents no number of steps; a template of its size with nested loops of a thousand comes nowhere near it.
    private const int MostSteps = 2_000_000;
    private const int MostOutput = 12 * 1024 * 1024;
    private const int MostDepth = 64;
    private int _steps;
    private int _depth;

    public Dictionary<string, object?> Variables { get; } = variables;
    public StringBuilder Output { get; } = new();
    public Dictionary<string, VtlMacro> Macros { get; } = new(StringComparer.Ordinal);
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
        if (Output.Length + text.Length > MostOutput) throw new VtlException("The template's output is too long.");
        Output.Append(text);
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
        var start = Output.Length;
        Enter();
        Render(nodes);
        Leave();
        var text = Output.ToString(start, Output.Length - start);
        Output.Length = start;
        return text;
    }
}
