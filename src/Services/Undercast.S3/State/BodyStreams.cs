namespace Undercast.S3;

/// <summary>What the streams of bodies share: they are read forward, asynchronously.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A body whose head was read already; its size is bounded.</summary>
internal sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest, long most) : ForwardStream
{
    private ReadOnlyMemory<byte> _head = head;
    private long _length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        if (_head.Length > 0)
        {
            count = Math.Min(buffer.Length, _head.Length);
            _head[..count].CopyTo(buffer);
            _head = _head[count..];
        }
        else
        {
            count = await rest.ReadAsync(buffer, cancellationToken);
        }
        _length += count;
        return _length <= most ? count : throw new EntityTooLarge(most);
    }
}

/// <summary>Several runs of bytes as one stream; each is opened when the one before has ended.</summary>
internal sealed class SegmentedStream(
    Stream first, List<(Segment Segment, long Offset, long Length)> runs, Func<(Segment Segment, long Offset, long Length), CancellationToken, ValueTask<Stream?>> open) : ForwardStream
{
    private Stream _current = first;
    private int _next = 1;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var count = await _current.ReadAsync(buffer, cancellationToken);
            if (count > 0 || _next == runs.Count) return count;
            await _current.DisposeAsync();
            _current = await open(runs[_next++], cancellationToken) ?? throw new IOException("A part of the object was removed while it was read.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _current.Dispose();
        base.Dispose(disposing);
    }
}
