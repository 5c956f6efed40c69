using System.Buffers;
using System.Text;

namespace Undercast.Cloud;

/// <summary>A growing byte buffer that starts on the stack and goes on in the pool.</summary>
internal ref struct Utf8Scratch(Span<byte> initial)
{
    private Span<byte> _bytes = initial;
    private byte[]? _rented;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _bytes[.._length];

    public readonly int Length => _length;

    public void Append(byte value)
    {
        if (_length == _bytes.Length) Grow(1);
        _bytes[_length++] = value;
    }

    public void Append(scoped ReadOnlySpan<byte> value)
    {
        if (_bytes.Length - _length < value.Length) Grow(value.Length);
        value.CopyTo(_bytes[_length..]);
        _length += value.Length;
    }

    public void Append(scoped ReadOnlySpan<char> value)
    {
        // The largest expansion of UTF-16 into UTF-8 is three bytes per unit.
        if (_bytes.Length - _length < value.Length * 3) Grow(value.Length * 3);
        _length += Encoding.UTF8.GetBytes(value, _bytes[_length..]);
    }

    public void AppendHex(scoped ReadOnlySpan<byte> value)
    {
        if (_bytes.Length - _length < value.Length * 2) Grow(value.Length * 2);
        Convert.TryToHexStringLower(value, _bytes[_length..], out var written);
        _length += written;
    }

    public void RemoveLast() => _length--;

    public void Truncate(int length) => _length = length;

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
    }

    private void Grow(int more)
    {
        var next = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + more));
        Written.CopyTo(next);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = next;
        _bytes = next;
    }
}
