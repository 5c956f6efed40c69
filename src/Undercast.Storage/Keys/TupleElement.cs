namespace Undercast.Storage;

/// <summary>One element of a key, for calls that name a few of them: <c>table.Prefix(account, queue)</c>. Made by conversion, never by hand.</summary>
public readonly struct TupleElement
{
    private readonly object? _reference;
    private readonly long _number;
    private readonly Guid _guid;
    private readonly byte _tag;

    private TupleElement(byte tag, object? reference = null, long number = 0, Guid guid = default)
    {
        _tag = tag;
        _reference = reference;
        _number = number;
        _guid = guid;
    }

    /// <summary>Text.</summary>
    public static implicit operator TupleElement(string value) => new(TupleTag.Text, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>Bytes.</summary>
    public static implicit operator TupleElement(byte[] value) => new(TupleTag.Bytes, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>An integer.</summary>
    public static implicit operator TupleElement(long value) => new(TupleTag.Zero, number: value);

    /// <summary>A truth value.</summary>
    public static implicit operator TupleElement(bool value) => new(value ? TupleTag.True : TupleTag.False);

    /// <summary>A moment.</summary>
    public static implicit operator TupleElement(DateTimeOffset value) => new(TupleTag.Zero, number: value.ToUnixTimeMilliseconds());

    /// <summary>A Guid.</summary>
    public static implicit operator TupleElement(Guid value) => new(TupleTag.Guid, guid: value);

    internal void Write(ref TupleWriter w)
    {
        switch (_tag)
        {
            case TupleTag.Text: w.String((string)_reference!); break;
            case TupleTag.Bytes: w.Bytes((byte[])_reference!); break;
            case TupleTag.Zero: w.Int64(_number); break;
            case TupleTag.True: w.Bool(true); break;
            case TupleTag.False: w.Bool(false); break;
            case TupleTag.Guid: w.Guid(_guid); break;
            default: w.Null(); break;
        }
    }
}
