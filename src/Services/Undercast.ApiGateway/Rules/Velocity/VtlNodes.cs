namespace Undercast.ApiGateway;

/// <summary>A piece of a template.</summary>
internal abstract class VtlNode
{
    public abstract void Render(VtlRun run);
}

/// <summary>Plain text.</summary>
internal sealed class VtlText(string text) : VtlNode
{
    public override void Render(VtlRun run) => run.Write(text);
}

/// <summary>A reference in the text. One that is null shows as it is written, unless it is quiet.</summary>
internal sealed class VtlReferenceText(VtlReference reference, string source, bool quiet) : VtlNode
{
    public override void Render(VtlRun run)
    {
        if (reference.Evaluate(run) is { } value) run.WriteValue(value);
        else if (!quiet && !reference.IsSilent) run.Write(source);
    }
}

/// <summary><c>#set</c>.</summary>
internal sealed class VtlSet(VtlReference target, VtlExpression value) : VtlNode
{
    public override void Render(VtlRun run) => target.Assign(run, value.Evaluate(run));
}

/// <summary><c>#if</c>, <c>#elseif</c>, <c>#else</c>.</summary>
internal sealed class VtlIf((VtlExpression? Condition, VtlNode[] Body)[] branches) : VtlNode
{
    public override void Render(VtlRun run)
    {
        foreach (var (condition, body) in branches)
        {
            if (condition is not null && !JavaValues.IsTrue(condition.Evaluate(run))) continue;
            run.Enter();
            run.Render(body);
            run.Leave();
            return;
        }
    }
}

/// <summary><c>#foreach</c>, with <c>$foreach</c> and <c>$velocityCount</c>.</summary>
internal sealed class VtlForEach(string variable, VtlExpression over, VtlNode[] body, VtlNode[]? otherwise) : VtlNode
{
    // AWS: a loop runs at most 1000 times.
    private const int Most = 1000;

    public override void Render(VtlRun run)
    {
        var items = JavaValues.Items(over.Evaluate(run));
        if (items.Count == 0 && otherwise is not null)
        {
            run.Render(otherwise);
            return;
        }
        var variables = run.Variables;
        var names = (string[])[variable, "foreach", "velocityCount"];
        var before = Array.ConvertAll(names, name => (Had: variables.TryGetValue(name, out var value), Value: value));
        var loop = new VtlLoop(items.Count, before[1].Value);
        run.Enter();
        for (var i = 0; i < items.Count && i < Most && !run.Stopped && !run.Broken; i++)
        {
            run.Step();
            loop.Turn(i);
            variables[variable] = items[i];
            variables["velocityCount"] = JavaValues.Box(i + 1);
            variables["foreach"] = loop;
            run.Render(body);
        }
        run.Leave();
        run.Broken = false;
        for (var i = 0; i < names.Length; i++)
        {
            if (before[i].Had) variables[names[i]] = before[i].Value;
            else variables.Remove(names[i]);
        }
    }
}

/// <summary><c>$foreach</c>: a map of its own for each turn, made only where a template wants more of it than a member.</summary>
internal sealed class VtlLoop(int count, object? parent)
{
    private int _index;
    private JavaMap? _map;

    public JavaMap Map => _map ??= new JavaMap
    {
        ["index"] = JavaValues.Box(_index), ["count"] = JavaValues.Box(_index + 1), ["first"] = JavaValues.Box(_index == 0), ["last"] = JavaValues.Box(_index == count - 1),
        ["hasNext"] = JavaValues.Box(_index < count - 1), ["parent"] = parent is VtlLoop outer ? outer.Map : parent,
    };

    public void Turn(int index) => (_index, _map) = (index, null);

    public object? Get(string member) => (_map is null ? member : "") switch
    {
        "index" => JavaValues.Box(_index),
        "count" => JavaValues.Box(_index + 1),
        "first" => JavaValues.Box(_index == 0),
        "last" => JavaValues.Box(_index == count - 1),
        "hasNext" => JavaValues.Box(_index < count - 1),
        _ => JavaValues.Get(Map, member),
    };
}

/// <summary><c>#break</c> and <c>#stop</c>.</summary>
internal sealed class VtlEnd(bool whole) : VtlNode
{
    public override void Render(VtlRun run)
    {
        if (whole) run.Stopped = true;
        else run.Broken = true;
    }
}

/// <summary><c>#define</c>: a part of the template that a reference renders.</summary>
internal sealed class VtlDefine(string variable, VtlNode[] body) : VtlNode
{
    public override void Render(VtlRun run) => run.Variables[variable] = new VtlBlock(run, body);
}

/// <summary>What <c>#define</c> made.</summary>
internal sealed class VtlBlock(VtlRun run, VtlNode[] body)
{
    public override string ToString() => run.Capture(body);
}

/// <summary><c>#macro</c>: known from where it stands.</summary>
internal sealed class VtlMacro(string name, string[] parameters, VtlNode[] body) : VtlNode
{
    public string[] Parameters => parameters;

    public VtlNode[] Body => body;

    public override void Render(VtlRun run) => run.Macros[name] = this;
}

/// <summary>A call of a macro; the name of none is text.</summary>
internal sealed class VtlMacroCall(string name, VtlExpression[] arguments, string source) : VtlNode
{
    public override void Render(VtlRun run)
    {
        if (!run.Macros.TryGetValue(name, out var macro))
        {
            run.Write(source);
            return;
        }
        var variables = run.Variables;
        var before = Array.ConvertAll(macro.Parameters, p => (Had: variables.TryGetValue(p, out var value), Value: value));
        var values = Array.ConvertAll(arguments, a => a.Evaluate(run));
        for (var i = 0; i < macro.Parameters.Length; i++) variables[macro.Parameters[i]] = i < values.Length ? values[i] : null;
        run.Enter();
        run.Render(macro.Body);
        run.Leave();
        for (var i = 0; i < before.Length; i++)
        {
            if (before[i].Had) variables[macro.Parameters[i]] = before[i].Value;
            else variables.Remove(macro.Parameters[i]);
        }
    }
}

/// <summary><c>#evaluate</c> renders a text as a template.</summary>
internal sealed class VtlEvaluate(VtlExpression text) : VtlNode
{
    public override void Render(VtlRun run)
    {
        if (text.Evaluate(run) is not string source) return;
        if (source.Length > Template.MostText) throw new VtlException("The template is too long.");
        run.Step(source.Length);
        run.Enter();
        run.Render(new VtlParser(source).Parse());
        run.Leave();
    }
}
