using System.Diagnostics;

namespace Undercast.Storage.Bench;

/// <summary>The work that is measured: transactions of two random puts and a get, of one put, and single reads, over keys that exist.</summary>
internal sealed class Load(IStore store, int keys, int valueSize)
{
    // Several, because SQLite does not write a page whose content would stay the same.
    private readonly byte[][] _values = [.. Enumerable.Range(0, 61).Select(i => MakeValue(valueSize, i))];

    public async Task FillAsync(Func<int, int>? sizeOf = null)
    {
        const int batch = 1000;
        for (var i = 0; i < keys; i += batch)
        {
            var from = i;
            await store.WriteAsync(tx =>
            {
                for (var k = from; k < Math.Min(from + batch, keys); k++) tx.Put(Key(k), sizeOf is null ? _values[k % _values.Length] : MakeValue(sizeOf(k), k));
            });
        }
    }

    public Task<double> PutsAsync(int writers, TimeSpan time) =>
        RateAsync(writers, time, async random =>
        {
            var key = Key(random.Next(keys));
            var value = _values[random.Next(_values.Length)];
            await store.WriteAsync(tx => tx.Put(key, value));
        });

    public Task<double> MixedAsync(int writers, TimeSpan time) =>
        RateAsync(writers, time, async random =>
        {
            var (a, b, c) = (Key(random.Next(keys)), Key(random.Next(keys)), Key(random.Next(keys)));
            var value = _values[random.Next(_values.Length)];
            await store.WriteAsync(async tx =>
            {
                var found = await tx.GetAsync(c);
                tx.Put(a, value);
                tx.Put(b, value);
                return found is not null;
            });
        });

    public Task<double> GetsAsync(int readers, TimeSpan time) =>
        RateAsync(readers, time, async random =>
        {
            var key = Key(random.Next(keys));
            await store.ReadAsync(tx => tx.GetAsync(key));
        });

    public Task<double> RangesAsync(int readers, TimeSpan time) =>
        RateAsync(readers, time, async random =>
        {
            var start = Key(random.Next(keys));
            await store.ReadAsync(tx => tx.RangeAsync(new KeyRange(start, default), 10));
        });

    /// <summary>Send, receive and delete on one queue: the pattern that leaves holes at the front.</summary>
    public Task<double> QueueAsync(int workers, TimeSpan time)
    {
        long number = 0;
        var prefix = "queue/"u8.ToArray();
        return RateAsync(workers, time, async _ =>
        {
            var w = new byte[14];
            prefix.CopyTo(w, 0);
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(w.AsSpan(6), Interlocked.Increment(ref number));
            await store.WriteAsync(tx => tx.Put(w, _values[0]));
            await store.WriteAsync(async tx =>
            {
                var first = await tx.RangeAsync(KeyRange.Prefix(prefix), 1);
                if (first.Count > 0) tx.Delete(first[0].Key);
                return first.Count;
            });
        });
    }

    /// <summary>Processor time that one transaction of the last measurement took, in microseconds: it stays put when the machine is busy with other
    /// things.</summary>
    public double LastCost { get; private set; }

    private async Task<double> RateAsync(int workers, TimeSpan time, Func<Random, Task> work)
    {
        long done = 0;
        var stop = false;
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var running = Enumerable.Range(0, workers).Select(i => Task.Run(async () =>
        {
            var random = new Random(i + 1);
            while (!Volatile.Read(ref stop))
            {
                await work(random);
                Interlocked.Increment(ref done);
            }
        })).ToArray();
        await Task.Delay(time);
        Volatile.Write(ref stop, true);
        await Task.WhenAll(running);
        LastCost = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / done;
        return done / watch.Elapsed.TotalSeconds;
    }

    private static byte[] Key(int k)
    {
        // Spread over the keyspace, with a shared beginning as real keys have.
        var w = new TupleWriter(stackalloc byte[64]);
        w.String("bench.item");
        w.String("000000000000");
        w.Int64((uint)k * 2654435761L % 1_000_000_007L);
        return w.ToArray();
    }

    private static byte[] MakeValue(int size, int seed)
    {
        var value = new byte[size];
        new Random(seed).NextBytes(value);
        return value;
    }
}
