using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Undercast.Edge;

/// <summary>Gives Kestrel blocks of 32 KB where its own are of 4: a large body then takes an eighth of the system calls. A connection that waits holds none.</summary>
internal sealed class BlockPoolFactory : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool();
}

/// <summary>Pinned blocks of one size, kept up to a bound for the next who asks.</summary>
internal sealed class BlockPool : MemoryPool<byte>
{
    private const int BlockSize = 32 * 1024;
    private const int Kept = 512;

    private readonly ConcurrentQueue<Block> _free = new();
    private int _count;
    private volatile bool _disposed;

    public override int MaxBufferSize => BlockSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_free.TryDequeue(out var block)) return new Block(this);
        Interlocked.Decrement(ref _count);
        block.Taken();
        return block;
    }

    private void Return(Block block)
    {
        // Racing over the bound keeps a few more, which does no harm.
        if (_disposed || _count >= Kept) return;
        Interlocked.Increment(ref _count);
        _free.Enqueue(block);
    }

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        _free.Clear();
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true);
        private int _isFree;

        public Memory<byte> Memory => System.Runtime.InteropServices.MemoryMarshal.CreateFromPinnedArray(_bytes, 0, BlockSize);

        public void Taken() => _isFree = 0;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isFree, 1) == 0) pool.Return(this);
        }
    }
}
