using System.Runtime.CompilerServices;

namespace Undercast.ApiGateway;

/// <summary>Something that has a value.</summary>
internal abstract class VtlExpression
{
    public abstract object? Evaluate(VtlRun run);
}

internal sealed class VtlConstant(object? value) : VtlExpression
{
    public override object? Evaluate(VtlRun run) => value;
}

/// <summary>A text in double quotes: references and directives in it are rendered.</summary>
internal sealed class VtlInterpolation(VtlNode[] nodes) : VtlExpression
{
    public override object? Evaluate(VtlRun run) => run.Capture(nodes);
}

internal sealed class VtlList(VtlExpression[] items) : VtlExpression
{
    public override object? Evaluate(VtlRun run)
    {
        var list = new List<object?>(items.Length);
        foreach (var item in items) list.Add(item.Evaluate(run));
        return list;
    }
}

internal sealed class VtlRange(VtlExpression from, VtlExpression to) : VtlExpression
{
    private const int Most = 100_000;

    public override object? Evaluate(VtlRun run)
    {
        if (from.Evaluate(run) is not long first || to.Evaluate(run) is not long last) return null;
        if (Math.Abs((decimal)last - first) > Most) throw new VtlException("A range is too long.");
        run.Step((int)Math.Abs(last - first));
        var list = new List<object?>();
        for (var i = first; first <= last ? i <= last : i >= last; i += first <= last ? 1 : -1) list.Add(i);
        return list;
    }
}

internal sealed class VtlMap((VtlExpression Key, VtlExpression Value)[] entries) : VtlExpression
{
    public override object? Evaluate(VtlRun run)
    {
        var map = new JavaMap();
        foreach (var (key, value) in entries) map[JavaValues.Text(key.Evaluate(run)) ?? "null"] = value.Evaluate(run);
        return map;
    }
}

internal sealed class VtlNot(VtlExpression operand) : VtlExpression
{
    public override object? Evaluate(VtlRun run) => JavaValues.Box(!JavaValues.IsTrue(operand.Evaluate(run)));
}

internal sealed class VtlNegate(VtlExpression operand) : VtlExpression
{
    public override object? Evaluate(VtlRun run) => operand.Evaluate(run) switch { long whole => -whole, double number => -number, _ => null };
}

internal sealed class VtlBinary(string op, VtlExpression left, VtlExpression right) : VtlExpression
{
    private readonly VtlOperator _op = op switch
    {
        "||" => VtlOperator.Or, "&&" => VtlOperator.And, "==" => VtlOperator.Equal, "!=" => VtlOperator.NotEqual, "<" => VtlOperator.Less, ">" => VtlOperator.Greater,
        "<=" => VtlOperator.LessOrEqual, ">=" => VtlOperator.GreaterOrEqual, "+" => VtlOperator.Add, "-" => VtlOperator.Subtract, "*" => VtlOperator.Multiply, "/" => VtlOperator.Divide, _ => VtlOperator.Remainder,
    };

    public override object? Evaluate(VtlRun run)
    {
        run.Step();
        // A long chain of operators is a deep tree.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new VtlException("An expression nests too deeply.");
        if (_op == VtlOperator.And) return JavaValues.Box(JavaValues.IsTrue(left.Evaluate(run)) && JavaValues.IsTrue(right.Evaluate(run)));
        if (_op == VtlOperator.Or) return JavaValues.Box(JavaValues.IsTrue(left.Evaluate(run)) || JavaValues.IsTrue(right.Evaluate(run)));
        var (a, b) = (left.Evaluate(run), right.Evaluate(run));
        switch (_op)
        {
            case VtlOperator.Equal: return JavaValues.Box(JavaValues.AreEqual(a, b));
            case VtlOperator.NotEqual: return JavaValues.Box(!JavaValues.AreEqual(a, b));
            case VtlOperator.Add when a is string || b is string:
                var text = JavaMethods.Joined(JavaValues.Text(a), JavaValues.Text(b));
                run.Step(text.Length / 64);
                return text;
        }
        if (a is long x && b is long y) return Of(x, y);
        return JavaValues.Number(a) is { } p && JavaValues.Number(b) is { } q ? Of(p, q) : _op >= VtlOperator.Less ? JavaValues.False : null;
    }

    private object? Of(long x, long y) => _op switch
    {
        VtlOperator.Add => JavaValues.Box(x + y),
        VtlOperator.Subtract => JavaValues.Box(x - y),
        VtlOperator.Multiply => JavaValues.Box(x * y),
        // Velocity: dividing by nothing gives nothing.
        VtlOperator.Divide => y == 0 ? null : JavaValues.Box(y == -1 ? -x : x / y),
        VtlOperator.Remainder => y == 0 ? null : JavaValues.Box(y == -1 ? 0 : x % y),
        VtlOperator.Less => JavaValues.Box(x < y),
        VtlOperator.Greater => JavaValues.Box(x > y),
        VtlOperator.LessOrEqual => JavaValues.Box(x <= y),
        _ => JavaValues.Box(x >= y),
    };

    private object? Of(double p, double q) => _op switch
    {
        VtlOperator.Add => p + q,
        VtlOperator.Subtract => p - q,
        VtlOperator.Multiply => p * q,
        VtlOperator.Divide => q == 0 ? null : p / q,
        VtlOperator.Remainder => q == 0 ? null : p % q,
        VtlOperator.Less => JavaValues.Box(p < q),
        VtlOperator.Greater => JavaValues.Box(p > q),
        VtlOperator.LessOrEqual => JavaValues.Box(p <= q),
        _ => JavaValues.Box(p >= q),
    };
}

/// <summary>The operators between two values; those that compare stand last.</summary>
internal enum VtlOperator
{
    Or, And, Equal, NotEqual, Add, Subtract, Multiply, Divide, Remainder, Less, Greater, LessOrEqual, GreaterOrEqual,
}

/// <summary>One step of a reference after its name.</summary>
internal abstract record VtlStep;

internal sealed record VtlProperty(string Name) : VtlStep;

internal sealed record VtlCall(string Name, VtlExpression[] Arguments) : VtlStep;

internal sealed record VtlIndex(VtlExpression Index) : VtlStep;

/// <summary><c>$name.property.method(…)[index]</c>.</summary>
internal sealed class VtlReference(string name, VtlStep[] steps) : VtlExpression
{
    /// <summary>AWS: what the gateway's own variables do not know is empty rather than shown as written.</summary>
    public bool IsSilent { get; } = name is "input" or "context" or "stageVariables" or "util";

    public override object? Evaluate(VtlRun run) => Walk(run, steps.Length);

    public void Assign(VtlRun run, object? value)
    {
        run.Step();
        if (steps.Length == 0)
        {
            run.Variables[name] = value;
            return;
        }
        var owner = Walk(run, steps.Length - 1);
        switch (steps[^1])
        {
            case VtlProperty property:
                JavaValues.Set(owner, property.Name, value);
                break;
            case VtlIndex index:
                JavaValues.Set(owner, index.Index.Evaluate(run), value);
                break;
        }
    }

    private object? Walk(VtlRun run, int count)
    {
        run.Variables.TryGetValue(name, out var value);
        var i = 0;
        if (value is VtlLoop loop)
        {
            if (count > 0 && steps[0] is VtlProperty member)
            {
                run.Step();
                value = loop.Get(member.Name);
                i++;
            }
            else value = loop.Map;
        }
        for (; i < count && value is not null; i++)
        {
            run.Step();
            switch (steps[i])
            {
                case VtlProperty property:
                    value = JavaValues.Get(value, property.Name);
                    break;
                case VtlIndex index:
                    value = JavaValues.Get(value, index.Index.Evaluate(run));
                    break;
                case VtlCall call:
                    var arguments = call.Arguments.Length == 0 ? [] : new object?[call.Arguments.Length];
                    for (var a = 0; a < arguments.Length; a++) arguments[a] = call.Arguments[a].Evaluate(run);
                    value = JavaMethods.Call(run, value, call.Name, arguments);
                    break;
            }
        }
        return value;
    }
}
