using Undercast.Protocol;

namespace Undercast.DynamoDb;

/// <summary>The type of a value, by AWS's letters.</summary>
public enum AttributeKind
{
    /// <summary>What was sent is no value; <see cref="AttributeValue.Fault"/> says why.</summary>
    Invalid = 0,
    /// <summary>Text.</summary>
    S = 1,
    /// <summary>A number.</summary>
    N = 2,
    /// <summary>Bytes.</summary>
    B = 3,
    /// <summary>A set of texts.</summary>
    SS = 4,
    /// <summary>A set of numbers.</summary>
    NS = 5,
    /// <summary>A set of byte strings.</summary>
    BS = 6,
    /// <summary>A list.</summary>
    L = 7,
    /// <summary>A map.</summary>
    M = 8,
    /// <summary>A truth value.</summary>
    BOOL = 9,
    /// <summary>Null.</summary>
    NULL = 10,
}

/// <summary>One value of an item. Immutable, but for the fact that whoever makes a list or map from parts may still hold the parts.</summary>
/// <remarks>Numbers are held in the form in which keys store them (<see cref="DynamoNumber"/>), so that comparing and storing cost nothing.</remarks>
[OwnShape]
public sealed class AttributeValue
{
    private readonly object? _payload;

    private AttributeValue(AttributeKind kind, object? payload)
    {
        Kind = kind;
        _payload = payload;
    }

    /// <summary>Null.</summary>
    public static AttributeValue Null { get; } = new(AttributeKind.NULL, null);
    /// <summary>True.</summary>
    public static AttributeValue True { get; } = new(AttributeKind.BOOL, true);
    /// <summary>False.</summary>
    public static AttributeValue False { get; } = new(AttributeKind.BOOL, false);

    /// <summary>The type.</summary>
    public AttributeKind Kind { get; }

    /// <summary>Whether this is a set.</summary>
    public bool IsSet => Kind is AttributeKind.SS or AttributeKind.NS or AttributeKind.BS;

    internal string Fault => (string)_payload!;
    internal string Text => (string)_payload!;
    internal byte[] Bytes => (byte[])_payload!;
    internal string[] Texts => (string[])_payload!;
    internal byte[][] ByteSet => (byte[][])_payload!;
    internal List<AttributeValue> List => (List<AttributeValue>)_payload!;
    internal AttributeMap Map => (AttributeMap)_payload!;
    internal bool Truth => ReferenceEquals(this, True);

    /// <summary>Text.</summary>
    public static AttributeValue Of(string text) => new(AttributeKind.S, text);
    /// <summary>A truth value.</summary>
    public static AttributeValue Of(bool truth) => truth ? True : False;
    /// <summary>A whole number.</summary>
    public static AttributeValue Of(long number) => Number(DynamoNumber.Of(number));
    internal static AttributeValue Number(byte[] encoded) => new(AttributeKind.N, encoded);
    internal static AttributeValue Binary(byte[] bytes) => new(AttributeKind.B, bytes);
    internal static AttributeValue Set(string[] texts) => new(AttributeKind.SS, texts);
    internal static AttributeValue Set(AttributeKind kind, byte[][] members) => new(kind, members);
    internal static AttributeValue Of(List<AttributeValue> list) => new(AttributeKind.L, list);
    internal static AttributeValue Of(AttributeMap map) => new(AttributeKind.M, map);
    internal static AttributeValue Invalid(string fault) => new(AttributeKind.Invalid, fault);

    /// <summary>The value as AWS prints it in errors, such as <c>{S:a}</c>.</summary>
    public override string ToString() => Kind switch
    {
        AttributeKind.S => $"{{S:{Text}}}",
        AttributeKind.N => $"{{N:{DynamoNumber.Text(Bytes)}}}",
        AttributeKind.B => $"{{B:{Convert.ToBase64String(Bytes)}}}",
        AttributeKind.BOOL => $"{{BOOL:{(Truth ? "true" : "false")}}}",
        AttributeKind.NULL => "{NULL:true}",
        AttributeKind.SS => $"{{SS:[{string.Join(", ", Texts)}]}}",
        AttributeKind.NS => $"{{NS:[{string.Join(", ", ByteSet.Select(n => DynamoNumber.Text(n)))}]}}",
        AttributeKind.BS => $"{{BS:[{string.Join(", ", ByteSet.Select(Convert.ToBase64String))}]}}",
        AttributeKind.L => $"{{L:[{string.Join(", ", List)}]}}",
        AttributeKind.M => $"{{M:{{{string.Join(", ", Map.Values.Select(e => $"{e.Key}={e.Value}"))}}}}}",
        _ => "{}",
    };
}
