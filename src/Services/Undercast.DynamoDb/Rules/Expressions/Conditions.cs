namespace Undercast.DynamoDb;

/// <summary>A part of a parsed expression.</summary>
internal abstract class Expression;

/// <summary>A part that has a value for an item.</summary>
internal abstract class Operand : Expression
{
    /// <summary>The value, or null when the item has none.</summary>
    public abstract AttributeValue? Of(AttributeMap? item);
}

internal sealed class PathOperand(AttributePath path) : Operand
{
    public AttributePath Path => path;

    public override AttributeValue? Of(AttributeMap? item) => path.Find(item);
}

internal sealed class ValueOperand(AttributeValue value) : Operand
{
    public AttributeValue Value => value;

    public override AttributeValue? Of(AttributeMap? item) => value;
}

internal sealed class SizeOperand(Operand of) : Operand
{
    public Operand Operand => of;

    public override AttributeValue? Of(AttributeMap? item) => of.Of(item) is not { } value ? null : value.Kind switch
    {
        AttributeKind.S => AttributeValue.Of(System.Text.Encoding.UTF8.GetByteCount(value.Text)),
        AttributeKind.B => AttributeValue.Of(value.Bytes.Length),
        AttributeKind.SS => AttributeValue.Of(value.Texts.Length),
        AttributeKind.NS or AttributeKind.BS => AttributeValue.Of(value.ByteSet.Length),
        AttributeKind.L => AttributeValue.Of(value.List.Count),
        AttributeKind.M => AttributeValue.Of(value.Map.Count),
        _ => null,
    };
}

/// <summary>A part that is true or false for an item.</summary>
internal abstract class ConditionNode : Expression
{
    public abstract bool Holds(AttributeMap? item);
}

internal sealed class AndNode(ConditionNode left, ConditionNode right) : ConditionNode
{
    public ConditionNode Left => left;
    public ConditionNode Right => right;

    public override bool Holds(AttributeMap? item) => left.Holds(item) && right.Holds(item);
}

internal sealed class OrNode(ConditionNode left, ConditionNode right) : ConditionNode
{
    public ConditionNode Left => left;
    public ConditionNode Right => right;

    public override bool Holds(AttributeMap? item) => left.Holds(item) || right.Holds(item);
}

internal sealed class NotNode(ConditionNode inner) : ConditionNode
{
    public ConditionNode Inner => inner;

    public override bool Holds(AttributeMap? item) => !inner.Holds(item);
}

internal enum Comparator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal sealed class ComparisonNode(Comparator comparator, Operand left, Operand right) : ConditionNode
{
    public Comparator Comparator => comparator;
    public Operand Left => left;
    public Operand Right => right;

    public override bool Holds(AttributeMap? item)
    {
        var (a, b) = (left.Of(item), right.Of(item));
        // AWS: an attribute that is not there is unequal to everything, and in no order with anything.
        if (a is null || b is null) return comparator == Comparator.NotEqual;
        if (comparator is Comparator.Equal or Comparator.NotEqual) return Values.Same(a, b) == (comparator == Comparator.Equal);
        return Values.Compare(a, b) is { } order && comparator switch
        {
            Comparator.Less => order < 0,
            Comparator.LessOrEqual => order <= 0,
            Comparator.Greater => order > 0,
            _ => order >= 0,
        };
    }
}

internal sealed class BetweenNode(Operand value, Operand low, Operand high) : ConditionNode
{
    public Operand Value => value;
    public Operand Low => low;
    public Operand High => high;

    public override bool Holds(AttributeMap? item) =>
        value.Of(item) is { } v && low.Of(item) is { } a && high.Of(item) is { } b && Values.Compare(v, a) >= 0 && Values.Compare(v, b) <= 0;
}

internal sealed class InNode(Operand value, Operand[] among) : ConditionNode
{
    public Operand Value => value;
    public Operand[] Among => among;

    public override bool Holds(AttributeMap? item)
    {
        if (value.Of(item) is not { } v) return false;
        foreach (var one in among)
        {
            if (one.Of(item) is { } other && Values.Same(v, other)) return true;
        }
        return false;
    }
}

internal sealed class ExistsNode(AttributePath path, bool exists) : ConditionNode
{
    public AttributePath Path => path;
    public string Name => exists ? "attribute_exists" : "attribute_not_exists";

    public override bool Holds(AttributeMap? item) => path.Find(item) is not null == exists;
}

internal sealed class TypeNode(Operand value, Operand type) : ConditionNode
{
    public Operand Value => value;

    public override bool Holds(AttributeMap? item) =>
        value.Of(item) is { } v && type.Of(item) is { Kind: AttributeKind.S } t && v.Kind.ToString() == t.Text;
}

internal sealed class BeginsWithNode(Operand value, Operand prefix) : ConditionNode
{
    public Operand Value => value;
    public Operand Prefix => prefix;

    public override bool Holds(AttributeMap? item) => (value.Of(item), prefix.Of(item)) switch
    {
        ({ Kind: AttributeKind.S } v, { Kind: AttributeKind.S } p) => v.Text.StartsWith(p.Text, StringComparison.Ordinal),
        ({ Kind: AttributeKind.B } v, { Kind: AttributeKind.B } p) => v.Bytes.AsSpan().StartsWith(p.Bytes),
        _ => false,
    };
}

internal sealed class ContainsNode(Operand value, Operand part) : ConditionNode
{
    public Operand Value => value;

    public override bool Holds(AttributeMap? item) => value.Of(item) is { } v && part.Of(item) is { } p && v.Kind switch
    {
        AttributeKind.S => p.Kind == AttributeKind.S && v.Text.Contains(p.Text, StringComparison.Ordinal),
        AttributeKind.B => p.Kind == AttributeKind.B && v.Bytes.AsSpan().IndexOf(p.Bytes) >= 0,
        AttributeKind.SS => p.Kind == AttributeKind.S && Array.IndexOf(v.Texts, p.Text) >= 0,
        AttributeKind.NS => p.Kind == AttributeKind.N && Has(v.ByteSet, p.Bytes),
        AttributeKind.BS => p.Kind == AttributeKind.B && Has(v.ByteSet, p.Bytes),
        AttributeKind.L => v.List.Exists(e => Values.Same(e, p)),
        _ => false,
    };

    private static bool Has(byte[][] set, byte[] member) => Array.Exists(set, m => m.AsSpan().SequenceEqual(member));
}
