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
    public override object? Evaluate(VtlRun run) => !JavaValues.IsTrue(operand.Evaluate(run));
}

internal sealed class VtlNegate(VtlExpression operand) : VtlExpression
{
    public override object? Evaluate(VtlRun run) => operand.Evaluate(run) switch { long whole => -whole, double number => -number, _ => null };
}

internal sealed class VtlBinary(string op, VtlExpression left, VtlExpression right) : VtlExpression
{
    public override object? Evaluate(VtlRun run)
    {
        run.Step();
        // A long chain of operators is a deep tree.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new VtlException("An expression nests too deeply.");
        if (op == "&&") return JavaValues.IsTrue(left.Evaluate(run)) && JavaValues.IsTrue(right.Evaluate(run));
        if (op == "||") return JavaValues.IsTrue(left.Evaluate(run)) || JavaValues.IsTrue(right.Evaluate(run));
        var (a, b) = (left.Evaluate(run), right.Evaluate(run));
        switch (op)
        {
            case "==": return JavaValues.AreEqual(a, b);
            case "!=": return !JavaValues.AreEqual(a, b);
            case "+" when a is string || b is string:
                var text = JavaMethods.Joined(JavaValues.Text(a), JavaValues.Text(b));
                run.Step(text.Length / 64);
                return text;
        }
        if (a is long x && b is long y)
        {
            return op switch
            {
                "+" => x + y, "-" => x - y, "*" => x * y,
                // Velocity: dividing by nothing gives nothing.
                "/" => y == 0 ? null : y == -1 ? -x : x / y,
                "%" => y is 0 or -1 ? (y == 0 ? null : 0L) : x % y,
                "<" => x < y, ">" => x > y, "<=" => x <= y, _ => x >= y,
            };
        }
        if (JavaValues.Number(a) is not { } p || JavaValues.Number(b) is not { } q) return op is "<" or ">" or "<=" or ">=" ? false : null;
        return op switch { "+" => p + q, "-" => p - q, "*" => p * q, "/" => q == 0 ? null : p / q, "%" => q == 0 ? null : p % q, "<" => p < q, ">" => p > q, "<=" => p <= q, _ => p >= q };
    }
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
    public bool IsSilent => name is "input" or "context" or "stageVariables" or "util";

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
        for (var i = 0; i < count && value is not null; i++)
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
                    var arguments = new object?[call.Arguments.Length];
                    for (var a = 0; a < arguments.Length; a++) arguments[a] = call.Arguments[a].Evaluate(run);
                    value = JavaMethods.Call(run, value, call.Name, arguments);
                    break;
            }
        }
        return value;
    }
}
